"""Stands before an emulator and spoils some of its answers, as a bad day at AWS would."""

import http.client
import http.server
import threading
import urllib.parse

ERRORS = {
    "AccessDenied": (403, "User: arn:aws:iam::1:user/x is not authorized to perform this"),
    "Throttling": (400, "Rate exceeded"),
    "InternalFailure": (500, "We encountered an internal error"),
}


class Faulty:
    """A place of its own on loopback. `spoil(verb, error, first, times)`: from the `first` call of that verb on, so many
    calls answer the error; `cut` closes the line instead. `rewrite` changes the text of good answers."""

    def __init__(self, url):
        self.target = urllib.parse.urlsplit(url).netloc
        self.rules, self.seen, self.rewrite = {}, {}, lambda verb, text: text
        handler = type("Bound", (Handler,), {"faulty": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def spoil(self, verb, error, first=1, times=10_000):
        self.rules, self.seen = {verb: (error, first, times)}, {}

    def heal(self):
        self.rules, self.rewrite = {}, lambda verb, text: text

    def fault(self, verb):
        self.seen[verb] = self.seen.get(verb, 0) + 1
        error, first, times = self.rules.get(verb, (None, 0, 0))
        return error if error and first <= self.seen[verb] < first + times else None

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    faulty = None

    def log_message(self, *_):
        pass

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        form = urllib.parse.parse_qs(body.decode(errors="replace")) if b"Action=" in body else {}
        verb = form.get("Action", [self.headers.get("X-Amz-Target", self.command).rsplit(".", 1)[-1]])[0]
        error = self.faulty.fault(verb)
        if error == "cut":
            self.close_connection = True
            self.connection.close()
            return
        if error:
            status, said = ERRORS[error]
            xml = f"<ErrorResponse><Error><Type>Sender</Type><Code>{error}</Code><Message>{said}</Message></Error></ErrorResponse>"
            json = f'{{"__type": "{error}", "message": "{said}"}}'
            self.send(status, {"Content-Type": "text/xml"}, (xml if form else json).encode())
            return
        line = http.client.HTTPConnection(self.faulty.target, timeout=120)
        line.request(self.command, self.path, body, {k: v for k, v in self.headers.items() if k.lower() != "connection"})
        answer = line.getresponse()
        data = answer.read()
        line.close()
        if form:
            data = self.faulty.rewrite(verb, data.decode()).encode()
        kept = {k: v for k, v in answer.getheaders() if k.lower() not in ("content-length", "transfer-encoding", "connection")}
        self.send(answer.status, kept, data)

    def send(self, status, headers, data):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any
