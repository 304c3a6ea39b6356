{{/*
A proxied location that sends the right name and verifies the upstream:

  {{ include "tls-upstream" (dict "path" "/api/" "host" "backend.example.com" "port" 443
       "ca" "/etc/ssl/certs/ca-certificates.crt" "depth" 3) | nindent 4 }}
*/}}
{{- define "tls-upstream" -}}
location {{ .path }} {
    proxy_pass https://{{ .host }}:{{ .port }};
    proxy_set_header Host {{ .host }};
    proxy_ssl_server_name on;
    proxy_ssl_name {{ .host }};
    proxy_ssl_verify on;
    proxy_ssl_verify_depth {{ .depth }};
    proxy_ssl_trusted_certificate {{ .ca }};
    proxy_ssl_protocols TLSv1.2 TLSv1.3;
}
{{- end -}}
