{{/* common */}}
{{ include "chart.headers" . | indent 4 }}
{{ template "tls" . }}
proxy_pass https://{{ .Release.Name }}-backend.{{ .Release.Namespace }}.svc;
