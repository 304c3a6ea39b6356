/** Text as it is pasted for help, with words that sound like secrets and are none. */
export const HARMLESS = `
user nginx;
worker_processes auto;
error_log /var/log/nginx/error.log warn;
load_module modules/ngx_stream_module.so;
http {
    include /etc/nginx/mime.types;
    log_format main '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for"';
    proxy_cache_path /var/cache/nginx levels=1:2 keys_zone=tokens:10m max_size=1g inactive=60m use_temp_path=off;
    limit_req_zone $binary_remote_addr zone=auth:10m rate=10r/s;
    map $http_upgrade $connection_upgrade { default upgrade; '' close; }
    map $cookie_lang $lang { default en; de de; zh zh; }
    ssl_session_cache shared:SSL:10m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;
    ssl_session_ticket_key /etc/nginx/ticket.key;
    ssl_password_file /etc/nginx/ssl/passwords.txt;
    server {
        listen 443 ssl http2;
        server_name api.example.com;
        ssl_certificate /etc/nginx/ssl/api.crt;
        ssl_certificate_key /etc/nginx/ssl/api.key;
        auth_basic "Restricted area";
        auth_basic_user_file /etc/nginx/.htpasswd;
        location /oauth/token { proxy_pass https://auth_backend/oauth/token; }
        location ~ ^/(login|logout|password/reset)$ { proxy_pass https://auth_backend; }
        location / {
            auth_request /auth;
            auth_request_set $token $upstream_http_x_auth_token;
            proxy_pass https://10.0.4.22:443;
            proxy_ssl_server_name on;
            proxy_ssl_name backend.internal.example.com;
            proxy_ssl_session_reuse on;
            proxy_ssl_certificate /etc/nginx/ssl/client.pem;
            proxy_ssl_certificate_key /etc/nginx/ssl/client.key;
            proxy_ssl_password_file /etc/nginx/ssl/pass.txt;
            proxy_ssl_conf_command Options -SessionTicket;
            proxy_set_header Host $host;
            proxy_set_header Authorization $http_authorization;
            proxy_set_header Authorization "";
            proxy_set_header Authorization "Bearer $token";
            proxy_set_header X-Api-Key $http_x_api_key;
            proxy_set_header Cookie $http_cookie;
            proxy_set_header Connection "";
            proxy_pass_header Authorization;
            proxy_pass_header X-Api-Key;
            proxy_hide_header X-Powered-By;
            proxy_cookie_path / "/; Secure; HttpOnly; SameSite=Lax";
            proxy_cookie_flags ~ secure samesite=strict;
            proxy_cache_key "$scheme$proxy_host$request_uri$cookie_lang";
            add_header Access-Control-Allow-Credentials true;
            add_header Access-Control-Allow-Headers "Authorization, X-Api-Key, Content-Type";
            add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;
            add_header Content-Security-Policy "default-src 'self'; script-src 'self'";
            fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
            fastcgi_param DB_PASSWORD $db_password;
            if ($http_x_api_key = "") { return 401; }
            if ($arg_token = '') { return 401; }
            secure_link $arg_md5,$arg_expires;
            set $backend https://backend.internal.example.com;
            rewrite ^/token/(.*)$ /v2/token/$1 last;
        }
    }
}
CONNECTED(00000003)
depth=2 C = US, O = Internet Security Research Group, CN = ISRG Root X1
verify return:1
Certificate chain
 0 s:CN = api.example.com
   i:C = US, O = Let's Encrypt, CN = R3
   a:PKEY: rsaEncryption, 2048 (bit); sigalg: RSA-SHA256
   v:NotBefore: Nov  1 00:00:00 2026 GMT; NotAfter: Jan 30 00:00:00 2027 GMT
Server certificate
-----BEGIN CERTIFICATE-----
MIIDdzCCAl+gAwIBAgIEbGVhZjANBgkqhkiG9w0BAQsFADBsMRAwDgYDVQQGEwdV
bmtub3duMRAwDgYDVQQIEwdVbmtub3duMRAwDgYDVQQHEwdVbmtub3duMRAwDgYD
-----END CERTIFICATE-----
subject=CN = api.example.com
issuer=C = US, O = Let's Encrypt, CN = R3
No client certificate CA names sent
Peer signing digest: SHA256
Peer signature type: RSA-PSS
Server Temp Key: X25519, 253 bits
SSL handshake has read 3265 bytes and written 422 bytes
Verification error: unable to get local issuer certificate
New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384
Server public key is 2048 bit
Secure Renegotiation IS NOT supported
Compression: NONE
No ALPN negotiated
Early data was not sent
SSL-Session:
    Protocol  : TLSv1.2
    Cipher    : ECDHE-RSA-AES256-GCM-SHA384
    Session-ID-ctx:
    PSK identity: None
    PSK identity hint: None
    SRP username: None
    TLS session ticket lifetime hint: 300 (seconds)
    Start Time: 1795246029
    Timeout   : 7200 (sec)
    Verify return code: 20 (unable to get local issuer certificate)
    Extended master secret: no
* Trying 10.0.4.22:443...
* ALPN: offers h2,http/1.1
* TLSv1.3 (OUT), TLS handshake, Client hello (1):
* SSL certificate verify ok.
> GET /v1/items?page=2&sort=asc&key=name HTTP/2
> Host: api.example.com
> Accept: */*
< HTTP/2 401
< WWW-Authenticate: Bearer realm="api", error="invalid_token"
< WWW-Authenticate: Basic realm="Restricted"
< Content-Type: application/json
< X-Request-Id: 3f1c0c1e-7b0c-4c54-9a56-0d3a2f7f1b11
{"error":"invalid token: expected audience","status":401,"tokens_used":12}
Error: invalid password for user, the token has expired. Basic authentication is required; a bearer token was expected.
The key: use proxy_ssl_name. The secret: there is none. Set the password in the file named by proxy_ssl_password_file.
SHA1 Fingerprint=AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01
serial=0A1B2C3D4E5F60718293A4B5C6D7E8F9
10.0.0.1 - bob [21/Nov/2026:07:27:09 +0000] "GET /assets/app.3f1c0c1e.js?v=20261121 HTTP/1.1" 200 5120 "https://www.example.com/" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"
`;
