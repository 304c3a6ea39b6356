"""A small HTTPS server on Python's ssl module. Its settings are one JSON argument."""

import json
import ssl
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VERSIONS = {
    "TLSv1": ssl.TLSVersion.TLSv1,
    "TLSv1.1": ssl.TLSVersion.TLSv1_1,
    "TLSv1.2": ssl.TLSVersion.TLSv1_2,
    "TLSv1.3": ssl.TLSVersion.TLSv1_3,
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        body = b"upstream ok\n"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def finish_request(self, request, client_address):
        # The handshake happens in the connection's own thread, so that one bad peer holds up nobody.
        try:
            tls = context.wrap_socket(request, server_side=True)
        except (ssl.SSLError, OSError):
            return
        try:
            self.RequestHandlerClass(tls, client_address, self)
        finally:
            tls.close()

    def handle_error(self, request, client_address):
        pass


settings = json.loads(sys.argv[1])
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(settings["cert"], settings["key"])
if settings["min"]:
    context.minimum_version = VERSIONS[settings["min"]]
if settings["max"]:
    context.maximum_version = VERSIONS[settings["max"]]
if settings["ciphers"]:
    context.set_ciphers(":".join(settings["ciphers"]))
if settings["clientCa"]:
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(settings["clientCa"])
if settings["mode"].startswith("unknown-name-alert-"):
    alert = int(settings["mode"].rsplit("-", 1)[1])

    def choose(_socket, name, _context):
        return None if name in settings["names"] else alert

    context.sni_callback = choose
Server((settings["address"], settings["port"]), Handler).serve_forever()
