import type { Catalogue } from '../catalogue.ts';

export default {
  'diagnosis.no-place':
    '{incident}：配置中没有与该日志行相符的 location，仅依据日志判断。这是该服务器的配置吗，include 是否齐全？',
  'diagnosis.other-peer':
    '{incident}：日志中的上游 {address} 不在配置中；日志可能来自其他主机，或配置之后有过改动。',
  'diagnosis.other-server':
    '{incident}：日志中的服务器 {server} 不在配置中；日志可能来自其他主机，或配置之后有过改动。',
  'diagnosis.plain-path':
    '{incident}：日志是 TLS 握手失败，而对应位置使用明文（{pass}）；配置之后可能有过改动。',
  'diagnosis.verify-is-off':
    '{incident}：日志显示证书校验失败，而配置中校验是关闭的；配置之后可能有过改动。',
  'diagnosis.other-openssl': '{incident}：错误码 {code} 与所声明的 OpenSSL 版本（{version}）不符。',
  'evidence.field-share':
    '在 {total} 个有这一行日志且原因已确认的公开案例中，有 {count} 个是此原因。',
  'next.sni-not-sent': '连接改为 TLS 之后，会缺少服务器名称（SNI 未开启）。',
  'next.sni-group': '连接改为 TLS 之后，发送的 SNI 将是组名 {name}。',
  'next.name-check': '证书链受信任之后，名称校验会失败：nginx 用 {name} 比对，没有证书能匹配它。',
  'next.host-header':
    '握手成功之后，上游收到的是“Host: {host}”。若上游服务多个站点，可能返回 404 或 421；届时还需加上 proxy_set_header Host。',
  'next.client-certificate-expired': '客户端证书 {file} 已于 {date} 过期；要求证书的上游会拒绝它。',
} satisfies Catalogue;
