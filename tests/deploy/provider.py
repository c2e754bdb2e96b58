"""A provider of OpenID Connect for tests, on this machine: it knows one person, and can be told to lie."""

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "desk", "client-secret-of-the-tests"
ADA = {"sub": "1815", "name": "Ada Lovelace", "email": "ada@example.org", "email_verified": True}


@dataclass
class Provider:
    """A provider: ``with Provider() as provider``.

    Attributes
    ----------
    person
        Claims of whoever signs in.
    lie
        What is wrong with the token: its ``signature``, or claims that are put over the true ones.
    granted
        How many tokens were given.
    """

    person: dict[str, object] = field(default_factory=lambda: dict(ADA))
    lie: str | dict[str, object] | None = None
    granted: int = 0

    def __enter__(self) -> "Provider":
        self._key = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
        self._forged = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
        self._waiting: dict[str, dict[str, str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                _answer(self, provider.page(parts.path, query))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                _answer(self, provider.token(form, self.headers.get("Authorization", "")))

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("localhost", 0), Handler)
        self.address = f"http://localhost:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def page(self, path: str, query: dict[str, str]) -> object:
        """What is answered to a GET: a document, or a page in HTML."""
        documents = {
            "/.well-known/openid-configuration": self._description,
            "/jwks": lambda: {"keys": [self._key.as_dict(private=False)]},
            "/authorize": lambda: self._asks(query),
        }
        return documents[path]() if path in documents else None

    def token(self, form: dict[str, str], authorization: str) -> object:
        """What is answered to a code: a token, once, for the client it was made for, who must know the verifier."""
        asked = self._waiting.pop(form.get("code", ""), None)
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if not asked or authorization != f"Basic {known}" or asked["code_challenge"] != challenge:
            return {"error": "invalid_grant"}
        self.granted += 1
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": asked["nonce"]}
        lies = self.lie if isinstance(self.lie, dict) else {}
        key = self._forged if self.lie == "signature" else self._key
        signed = jwt.encode({"alg": "RS256", "kid": "first"}, claims | self.person | lies, key)
        return {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 600, "id_token": signed}

    def _description(self) -> dict[str, object]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def _asks(self, query: dict[str, str]) -> str:
        """The page that asks for an account: one link signs in, the other refuses."""
        code = secrets.token_urlsafe()
        self._waiting[code] = query
        refused = {"error": "access_denied", "error_description": f"{self.person.get('email')} may not"}
        back, state = query["redirect_uri"], query["state"]
        links = {"Sign in": {"code": code, "state": state}, "Refuse": refused | {"state": state}}
        return "".join(f'<p><a href="{escape(f"{back}?{urlencode(to)}")}">{text}</a></p>' for text, to in links.items())


def _answer(handler: BaseHTTPRequestHandler, content: object) -> None:
    page = isinstance(content, str)
    body = content.encode() if page else json.dumps(content).encode()
    denied = isinstance(content, dict) and "error" in content
    handler.send_response(404 if content is None else 400 if denied else 200)
    handler.send_header("Content-Type", "text/html" if page else "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
