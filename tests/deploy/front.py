"""The rendered nginx configuration below a folder of this machine: its own ports, its own certificates."""

import os
import pwd
import re
import subprocess


def certificate(folder, host):
    """Signed by itself, good for the name and for loopback."""
    folder.mkdir(parents=True)
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    words += ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host},IP:127.0.0.1"]
    words += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(words, check=True, capture_output=True)


def rendered_user():
    """Who the workers are: as rendered, where that user is."""
    try:
        return pwd.getpwnam("www-data").pw_name
    except KeyError:
        return "root"


def front(host, system, folder, secure, plain, user="root"):
    """Writes `nginx.conf` into the folder, from what was rendered into `host`, with the folder instead of /etc and the
    ports instead of 443 and 80. Gives the hosts that it serves. Another user than root needs a folder that all may enter.
    """
    (folder / "cache").mkdir(parents=True)
    (folder / "temporary").mkdir()
    text = (host / "nginx.conf").read_text()
    hosts = re.findall(r"ssl_certificate \S+/tls/(\S+)/fullchain.pem", text)
    for name in sorted(set(hosts)):
        certificate(folder / "tls" / name, name)
    text = text.replace(f"/etc/{system}", str(folder)).replace(f"/var/cache/nginx/{system}", str(folder / "cache"))
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{secure} ssl").replace("listen 80 ", f"listen 127.0.0.1:{plain} ")
    text = text.replace("/run/nginx.pid", str(folder / "nginx.pid"))
    text = text.replace("user www-data;", f"user {user};" if os.geteuid() == 0 else "")
    temporary = "".join(f"    {name}_temp_path {folder}/temporary/{name};\n" for name in (
        "client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    text = text.replace("http {\n", "http {\n" + temporary, 1)
    (folder / "nginx.conf").write_text(f"error_log {folder}/error.log;\n" + text)
    return hosts
