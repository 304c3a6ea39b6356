import type { Catalogue } from '../catalogue.ts';

export default {
  'deadend.verify-off':
    'proxy_ssl_verify off：它本来就是默认值，不改变握手本身，只会让任何证书都能通过。',
  'deadend.verify-off-hides-sni':
    'proxy_ssl_verify off：只会掩盖上游返回默认证书这一事实，并让中间人有机可乘。',
  'deadend.verify-off-name': 'proxy_ssl_verify off：错误消失，保护也随之消失；写对名称只需一行。',
  'deadend.restart': '重启或重载 nginx：只会清除 server 的下线标记，下一次握手照样失败。',
  'deadend.restart-sessions': '重启 nginx：会清空会话缓存，恢复第一个会话之后故障重现。',
  'deadend.upgrade-nginx': '升级 nginx：只要配置不变，各版本在这里发送的内容相同。',
  'deadend.rebuild-openssl': '重新编译或更换 OpenSSL：库只是按配置行事。',
  'deadend.longer-timeouts': '加大超时时间：连接并不是因为超时而结束。',
  'deadend.longer-timeouts-handshake':
    '加大超时时间：60 秒不应答的对端，300 秒也不会应答，只是让客户端等得更久。',
  'deadend.set-host-header':
    'proxy_set_header Host：Host 头在加密连接之内传输，而连接尚未建立；SNI 是另一回事。',
  'deadend.set-host-header-name':
    'proxy_set_header Host：nginx 用 proxy_ssl_name 比对证书，从不使用 Host 头。',
  'deadend.session-reuse-off':
    '习惯性地设置 proxy_ssl_session_reuse off：完整握手同样失败，只是更慢。',
  'deadend.restrict-protocols-ciphers':
    '限定 proxy_ssl_protocols 或 proxy_ssl_ciphers：列表越短，与上游的交集只会更小。',
  'deadend.restrict-protocols-ciphers-sni':
    '限定 proxy_ssl_protocols 或 proxy_ssl_ciphers：上游拒绝是因为没有它所服务的名称，与版本和套件无关。',
  'deadend.restrict-protocols-ciphers-plain':
    '因“wrong version number”而修改 proxy_ssl_protocols：它说的不是 TLS 版本，返回的内容根本不是 TLS。',
  'deadend.seclevel-0': '在套件中使用 @SECLEVEL=0：削弱此 location 的所有连接，却与本故障无关。',
  'deadend.ssl-protocols-wrong-side':
    'ssl_protocols 和 ssl_ciphers：它们规定客户端到 nginx 的一侧，而不是 nginx 到上游的一侧。',
  'deadend.wrong-family':
    '使用其他模块的指令：proxy_ssl_* 对 grpc_pass、uwsgi_pass 不起作用，应使用 grpc_ssl_*、uwsgi_ssl_*。',
  'deadend.dns-flush':
    '刷新 DNS 或手工更换地址：日志显示的总是解析后的地址，nginx 连接的主机没有错。',
  'deadend.keepalive-off': '关闭 keepalive：新建连接同样失败。',
  'deadend.trust-bundle': '往信任文件中添加更多 CA：只有缺少的 CA 恰好在其中才有用。',
  'deadend.trust-bundle-name': '更换 CA 文件：证书链已被接受，不符的是名称。',
  'deadend.name-without-switch':
    '只设置 proxy_ssl_name：不开启 proxy_ssl_server_name 时它只用于比对，不会发送。',
  'deadend.hosts-file': '修改 /etc/hosts：改变的是地址，不是发送的名称。',
  'deadend.http-version': 'proxy_http_version：HTTP 版本在连接内部使用，不改变该模块的握手。',
  'deadend.new-client-certificate': '更换客户端证书：上游没有要求，或者根本没有发送。',
  'deadend.curl-works':
    '“在本机 curl 是通的”：curl 会发送 SNI，有自己的 CA 文件，没有深度限制，问的不是 nginx 所问的。',
  'deadend.ip-san': '在证书中加入 IP 地址：nginx 只比对 DNS 名称，地址永远不会匹配。',
} satisfies Catalogue;
