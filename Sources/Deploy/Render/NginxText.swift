/// nginx' configuration of a single machine.
enum NginxText {
    static func configuration(_ machine: Machine) -> String {
        let head = top(machine) + zones(machine) + caches(machine)
        let upstreams = machine.entrances.flatMap { upstream($0, machine) }
        let servers = plain() + machine.sites.flatMap { server($0, machine) }
        let inside = (head + upstreams + servers).map { $0.isEmpty ? "" : "    \($0)" }
        return
            ([
                "# \(machine.profile.system): nginx before the services of one machine.", "user www-data;",
                "worker_processes auto;", "worker_rlimit_nofile 16384;", "pid /run/nginx.pid;", "",
                "events {",
                "    worker_connections 8192;", "}", "", "http {",
            ] + inside + ["}"]).joined(separator: "\n") + "\n"
    }

    private static func top(_ machine: Machine) -> [String] {
        let tls = machine.profile.gateway?.tls == "1.3" ? "TLSv1.3" : "TLSv1.2 TLSv1.3"
        return [
            "include /etc/nginx/mime.types;", "default_type application/octet-stream;", "server_tokens off;",
            "sendfile on;", "keepalive_timeout 30s;", "client_header_timeout 10s;",
            "client_body_timeout 15s;",
            "send_timeout 30s;", "client_max_body_size 2m;", "large_client_header_buffers 4 8k;", "",
            "ssl_protocols \(tls);", "ssl_session_cache shared:tls:10m;", "ssl_session_timeout 1d;",
            "ssl_session_tickets off;", "ssl_prefer_server_ciphers off;", "",
            "# What a roll-out watches, and one line of JSON for each request.",
            "log_format hesap '$msec $status $request_time $upstream_addr';",
            "log_format requests escape=json '{\"time\":\"$time_iso8601\",\"host\":\"$host\",\"method\":\"$request_method\","
                + "\"path\":\"$uri\",\"status\":$status,\"seconds\":$request_time,\"bytes\":$body_bytes_sent,"
                + "\"id\":\"$request_id\"}';",
            "map $http_upgrade $connection_upgrade { default upgrade; '' ''; }", "",
        ]
    }

    /// A limit counts requests by address; answers over it are 429, never queued for long.
    private static func zones(_ machine: Machine) -> [String] {
        guard let gateway = machine.profile.gateway, !gateway.rates.isEmpty else { return [] }
        return gateway.rates.map {
            "limit_req_zone $binary_remote_addr zone=\($0.name):10m rate=\($0.perMinute)r/m;"
        } + ["limit_req_status 429;", "limit_req_log_level warn;", ""]
    }

    private static func caches(_ machine: Machine) -> [String] {
        guard machine.entrances.contains(where: { $0.cachePublicGet != nil }) else { return [] }
        return [
            "proxy_cache_path /var/cache/nginx/\(machine.profile.system) levels=1:2 keys_zone=public:10m max_size=512m"
                + " inactive=10m use_temp_path=off;", "",
        ]
    }

    private static func upstream(_ service: ServicePlan, _ machine: Machine) -> [String] {
        let sticky = service.websocket == nil ? [] : ["    hash $remote_addr consistent;"]
        return ["upstream \(service.name) {"] + sticky + [
            "    include \(machine.folder)/\(service.name).upstream.conf;", "    keepalive 32;", "}", "",
        ]
    }

    /// Plain HTTP only says where HTTPS is.
    private static func plain() -> [String] {
        [
            "server {", "    listen 80 default_server;", "    server_name _;",
            "    return 301 https://$host$request_uri;", "}", "",
        ]
    }

    private static func server(_ site: Machine.Site, _ machine: Machine) -> [String] {
        let bare = site.host.hasPrefix("*.") ? String(site.host.dropFirst(2)) : site.host
        let head = [
            "server {", "    listen 443 ssl http2;", "    server_name \(site.host);",
            "    ssl_certificate \(machine.folder)/tls/\(bare)/fullchain.pem;",
            "    ssl_certificate_key \(machine.folder)/tls/\(bare)/privkey.pem;",
            "    access_log \(log("requests.log", machine)) requests;",
        ]
        let routes = site.routes.sorted { $0.path.count > $1.path.count }
        let limited = machine.profile.gateway?.rates.isEmpty == false
        return head + (limited ? refusal : []) + routes.flatMap { location($0, machine) } + ["}", ""]
    }

    private static func log(_ name: String, _ machine: Machine) -> String { "\(machine.folder)/\(name)" }

    private static let strict =
        "add_header Strict-Transport-Security \"max-age=31536000; includeSubDomains\" always;"

    private static let refusal = [
        "    error_page 429 = @limited;", "    location @limited {", "        internal;",
        "        default_type application/problem+json;", "        add_header Retry-After 60 always;",
        "        return 429 '{\"title\":\"Too many requests\",\"status\":429,\"code\":\"too_many_requests\"}';",
        "    }",
    ]

    private static func location(_ route: Machine.Route, _ machine: Machine) -> [String] {
        let service = route.service
        let lines = limits(service, machine) + forwarding(service, machine) + retries + caching(service)
        return ["    location \(route.path) {"] + lines.map { "        \($0)" } + ["    }"]
    }

    /// The default limit for all, and a named one for the service that bears its name; what `checkout`
    /// limits is where tickets are sold.
    private static func limits(_ service: ServicePlan, _ machine: Machine) -> [String] {
        let rates = machine.profile.gateway?.rates ?? []
        return rates.compactMap { rate in
            if rate.name == "default" { return "limit_req zone=default burst=20 nodelay;" }
            let names = [service.name] + service.routes
            let isHere = names.contains(rate.name) || (rate.name == "checkout" && names.contains("sales"))
            return isHere ? "limit_req zone=\(rate.name) burst=5 nodelay;" : nil
        }
    }

    private static func forwarding(_ service: ServicePlan, _ machine: Machine) -> [String] {
        let idle = service.websocket?.idle ?? 60
        return [
            "proxy_pass http://\(service.name);", "proxy_http_version 1.1;", "proxy_set_header Host $host;",
            "proxy_set_header X-Real-IP $remote_addr;", "proxy_set_header X-Forwarded-For $remote_addr;",
            "proxy_set_header X-Forwarded-Proto $scheme;", "proxy_set_header X-Forwarded-Host $host;",
            "proxy_set_header X-Request-ID $request_id;", "proxy_set_header Upgrade $http_upgrade;",
            "proxy_set_header Connection $connection_upgrade;", "proxy_connect_timeout 2s;",
            strict, "proxy_read_timeout \(max(idle, 60))s;", "proxy_send_timeout 60s;",
            "access_log \(log("\(service.name).access.log", machine)) hesap;",
            "access_log \(log("requests.log", machine)) requests;",
        ]
    }

    /// Only what may be repeated goes to another copy: reads, and nothing that a copy may have begun to
    /// write.
    private static let retries = [
        "proxy_next_upstream error timeout http_502 http_503;", "proxy_next_upstream_tries 2;",
        "proxy_next_upstream_timeout 5s;",
    ]

    /// Answers that everybody gets may be kept for a while, each host's apart: a host is an organization.
    /// What is asked with a token, and what says no, is never kept.
    private static func caching(_ service: ServicePlan) -> [String] {
        guard let seconds = service.cachePublicGet else { return [] }
        return [
            "proxy_cache public;", "proxy_cache_methods GET HEAD;",
            "proxy_cache_key \"$scheme$host$request_uri|$http_accept_language|$http_origin\";",
            "proxy_cache_valid 200 \(seconds)s;",
            "proxy_cache_bypass $http_authorization $http_upgrade $http_cookie;",
            "proxy_no_cache $http_authorization $http_upgrade $http_cookie;", "proxy_cache_lock on;",
            "proxy_cache_use_stale updating error timeout;",
            "add_header X-Cache $upstream_cache_status always;",
        ]
    }
}
