import type { Catalogue } from '../catalogue.ts';

export default {
  'evidence.sni-off-by-default':
    '未设置 {directive}，nginx 默认为 off：ClientHello 中没有服务器名称（SNI）。',
  'evidence.sni-off': '此处 {directive} 为 off：ClientHello 中没有服务器名称（SNI）。',
  'evidence.sni-on-but-nothing-to-send':
    '{directive} 已开启，但 {host} 不是主机名；nginx 从不把地址作为 SNI 发送，因此 ClientHello 中没有服务器名称。',
  'evidence.address-as-name':
    '设置的名称 {name} 是地址或为空：nginx 不会发送这样的名称，nginx 认可的证书名称中也不会有它。',
  'evidence.parameters-narrowed':
    '此处手工限定了协议版本、套件或曲线，上游也可能因为缺少其中之一而拒绝。',
  'evidence.sni-is-sent': 'nginx 在此处确实发送了服务器名称：{name}。',
  'evidence.sni-depends': '是否发送 SNI、发送哪个名称，取决于请求内容或请求来自哪个 location。',
  'evidence.name-without-switch':
    '{nameDirective} 指定了 {name}，但未开启 {directive} 时它只用于校验证书，不会作为 SNI 发送。',
  'evidence.front-end-needs-sni':
    '{host} 是按 SNI 选择站点的共享前端；已知案例中，这类前端握手失败的原因全部是缺少 SNI。',
  'evidence.same-upstream-112':
    '同一上游还返回过告警 112(unrecognized name)，只有 SNI 问题才会产生该告警。',
  'evidence.sibling-sends-sni':
    '另一个 location 向同一上游发送了 SNI({name})，本日志中没有同样的失败。',
  'evidence.name-can-match-nothing':
    '用于比对的名称 {name} 不可能出现在 nginx 认可的证书名称中，与是否发送 SNI 无关。',
  'evidence.default-certificate':
    'nginx 用真实主机名 {name} 比对证书，却没有发送 SNI：上游此时返回的是默认证书。',
  'evidence.other-certificate-without-sni': '不发送 SNI 时，上游返回的是另一张证书。',
  'evidence.works-without-sni': '不带 SNI 的握手，上游也能完成。',
  'evidence.works-only-with-sni': '上游拒绝 nginx 现在发送的内容，但在 SNI 为 {name} 时握手成功。',
  'evidence.no-sni-to-be-wrong': 'nginx 在此处没有发送 SNI，因此谈不上名称错误。',
  'evidence.sni-is-group-name':
    '发送的 SNI 是 {name}，即 upstream 组名原样发出；几乎没有上游会服务这个名称。',
  'evidence.sni-trailing-dot': '发送的 SNI 是 {name}，末尾带点；服务器比对时使用不带点的名称。',
  'evidence.sni-from-client':
    '发送的 SNI（{name}）取自客户端请求；上游必须能服务客户端请求的任何名称。',
  'evidence.sni-chosen-name': '发送的 SNI {name} 是配置中指定的，与 pass 指令中的主机不同。',
  'evidence.sni-needed-name':
    '发送的 SNI 是 {name}；地址或 upstream 组没有可发送的名称，需要这样设置。',
  'evidence.sni-is-pass-host': '发送的 SNI {name} 就是 nginx 连接的主机，这在多数配置中是正确的。',
  'evidence.sni-underscore': 'SNI {name} 含有下划线；严格的 TLS 实现会拒绝这样的名称。',
  'evidence.sni-accepted': '以 {name} 作为 SNI 时，上游能完成握手。',
  'evidence.checked-address':
    'nginx 用地址 {name} 比对证书；它只看 DNS 名称，即使证书列出了该地址也永远不会匹配。',
  'evidence.checked-group': 'nginx 用 upstream 组名 {name} 比对证书。',
  'evidence.checked-single-label': 'nginx 用 {name} 比对证书，它不是完整的主机名。',
  'evidence.checked-trailing-dot': 'nginx 用 {name} 比对证书；末尾的点使比对失败。',
  'evidence.checked-chosen-name': '用于比对的名称由配置指定：{name}。',
  'evidence.certificate-chosen-by-sni': 'nginx 发送了 SNI {name}，上游可以据此选择证书。',
  'evidence.certificate-carries': '证书中是其他名称：{names}。',
  'evidence.certificate-carries-name': '证书中包含要校验的名称：{names}。',
  'name.from-user': '由 --name 指定',
  'name.from-ssl-name': '此 location 已设置的名称',
  'name.from-pass': 'pass 指令中的主机',
  'name.from-host-header': '此 location 发送的 Host 头',
  'name.from-group': 'upstream 组 {group} 中的 server',
  'name.from-client-host': '日志中客户端请求的 Host',
  'name.from-sibling': '{location} 向同一上游发送的名称',
  'name.from-observation': '上游接受的名称（{tool}）',
  'name.from-certificate': '上游证书中的名称（{tool}）',
  'repair.name-needed': '发送并校验上游真正服务的名称',
  'repair.name-switch': '用 {directive} on 开启 SNI',
  'repair.name': '发送并校验名称 {name}',
  'repair.name-step':
    '设置 {prefix}ssl_server_name on，并把 {prefix}ssl_name 设为上游证书中包含的名称。',
  'repair.reissue-with-name': '为上游签发包含 {name} 的证书',
  'repair.reissue-step': '重新签发上游证书，在使用者可选名称（SAN）中加入 DNS 名称 {name}。',
  'need.name': '上游服务的名称；配置中没有写明，请用 --name 指定。',
  'need.name-per-peer':
    '组内所有 server 都能服务的同一个名称。nginx 对一个组的所有 server 发送相同的 SNI；若各自名称不同，需拆成不同的组。请用 --name 指定。',
  'need.certificate-with-name': '上游需要一张包含 nginx 所校验名称的证书。',
} satisfies Catalogue;
