import type { Catalogue } from '../catalogue.ts';

export default {
  'lint.sni-off':
    'nginx 不会向 {target} 发送服务器名；持有多张证书的上游可能拒绝握手。请设置 {directive} on。',
  'lint.sni-off.decided-later':
    '没有写入修复：{target} 最终可能是 IP 地址，而地址不会作为 SNI 发送；请同时用 {name} 写明名称。',
  'lint.sni-useless-name.ip-address':
    '{name} 是 IP 地址，永远不会作为 SNI 发送；请用 {directive} 写明上游的域名。',
  'lint.sni-useless-name.empty': '名字为空，不会发送 SNI；请用 {directive} 写明。',
  'lint.sni-useless-name.group-name':
    '{name} 是 upstream 组名，会原样作为 SNI 发送；请用 {directive} 写明真实域名。',
  'lint.sni-useless-name.unix-path': '套接字路径会被当作 SNI 发送；请用 {directive} 写明真实域名。',
  'lint.sni-useless-name.trailing-dot':
    '{name} 会连同末尾的点一起发送，没有证书会包含这样的名字；请去掉末尾的点。',
  'lint.sni-from-client':
    '{directive} 的值 {variable} 来自客户端，发送和校验哪个名字由任意客户端决定。',
  'lint.name-not-sent': '名字 {name} 既不会发送也不会校验：需要 {directive} on 才会作为 SNI 发送。',
  'lint.verify-off': '未验证 {target} 的证书；nginx 与上游之间的任何人都能读取并篡改流量。',
  'lint.verify-not-set': '未验证 {target} 的证书：只有设置 {directive} on，nginx 才会验证。',
  'lint.verify-without-ca': '已开启验证但没有指定 CA，nginx 将无法启动；请用 {directive} 指定。',
  'lint.verify-name-cannot-match.ip-address':
    'nginx 会在证书中查找名字 {name}，而它从不比较 IP 地址；请把 {directive} 设为证书中的域名。',
  'lint.verify-name-cannot-match.group-name':
    'nginx 会在证书中查找 upstream 组名 {name}；请把 {directive} 设为证书中的域名。',
  'lint.verify-name-cannot-match.trailing-dot':
    'nginx 会在证书中查找带末尾点的 {name}，而证书里的名字没有末尾点；请把 {directive} 设为不带点的名字。',
  'lint.verify-name-cannot-match.empty':
    '已开启验证但名字为空（{name}），没有证书能够匹配；请设置 {directive}。',
  'lint.verify-depth-short':
    '信任文件中的证书链含 {needed} 级中间证书，而深度 {depth} 只允许 {depth} 级；请设置 {directive} {needed}。',
  'lint.verify-mixed-in-group':
    '组 {group} 在别处经过验证，在此处却没有；两处共用它的 TLS 会话和长连接。',
  'lint.verified-here': '此处已验证',
  'lint.old-protocols': '{directive} 启用了已废弃的 {protocols}（RFC 8996）。',
  'lint.tls13-not-offered': '{directive} 没有包含 TLSv1.3。',
  'lint.tls13-not-default': 'nginx {nginx} 默认不提供 TLS 1.3；请用 {directive} 写明。',
  'lint.security-level-lowered': '安全级别被降到 {level}，弱密钥和弱签名会重新被接受。',
  'lint.legacy-renegotiation': '{option} 会接受不支持安全重协商（RFC 5746）的上游；应当升级上游。',
  'lint.client-certificate-without-key.key':
    '客户端证书缺少私钥，nginx 将无法启动；请添加 {directive}。',
  'lint.client-certificate-without-key.certificate':
    '只有私钥没有证书不起作用；请添加 {directive}。',
  'lint.client-certificate-key-mismatch': '{key} 不是 {certificate} 的私钥；nginx 将无法启动。',
  'lint.client-certificate-expired': '{path} 中的客户端证书 {subject} 已于 {date} 过期。',
  'lint.client-certificate-expires':
    '{path} 中的客户端证书 {subject} 将于 {date} 过期，还有 {days} 天。',
  'lint.ca-expired': '{path} 中的 CA {subject} 已于 {date} 过期。',
  'lint.ca-expires': '{path} 中的 CA {subject} 将于 {date} 过期，还有 {days} 天。',
  'lint.crl-stale': '{path} 中的 CRL 应在 {date} 更新；更新之前所有握手都会失败。',
  'lint.key-readable-by-others': '主机上的任何用户都能读取私钥 {path}（权限 {mode}）。',
  'lint.file-missing': '{path} 不存在，nginx 将无法启动。',
  'lint.file-unreadable': '{path} 存在，但不是该指令所需的内容。',
  'lint.session-shared-between-identities':
    '另一个 location 以不同的名字或证书使用组 {group}，两者共用 TLS 会话；请各用一个组，或关闭会话复用。',
  'lint.shares-session-with': '另一个 location',
  'lint.scheme-port-mismatch.yes': '{written} 向惯例上是明文 HTTP 的端口使用 TLS。',
  'lint.scheme-port-mismatch.no': '{written} 向惯例上是 TLS 的端口发送明文。',
  'lint.wrong-family': '{directive} 在此处不起作用：其下代理使用的是 {modules} 模块。',
  'lint.wrong-family.not-fixable': '其下有多个模块在代理，或正确的指令已经存在。',
  'lint.wrong-family.would-weaken':
    '改名后它会生效，并降低那里现有的安全设置；请先确定想要的是哪一个。',
  'lint.wrong-family.incomplete': '只改这一行会让 nginx 无法启动：旁边缺少 {directive}。',
  'lint.wrong-family.no-file': '改名后 nginx 会读取 {path}，而该文件在这里无法读取。',
  'lint.shared-not-fixable': '这一行还决定另一处发送的内容，而那里不应作此修改。',
  'lint.no-effect.no-tls': '{directive} 不起作用：该级别没有以 TLS 代理的位置。',
  'lint.no-effect.overridden': '{directive} 不起作用：其下每一处都重新设置了它。',
  'lint.weak-ciphers': '列表加入了弱套件：{ciphers}。',
  'lint.refused-inside': '{where} 内不允许使用 {directive}；nginx 将无法启动。',
  'lint.ciphers-all-unknown': '列表中没有 OpenSSL 认识的名称（{ciphers}）；nginx 将无法启动。',
  'lint.ciphers-unknown': 'OpenSSL 不认识 {ciphers}，会不作提示地跳过。',
  'lint.ciphers-none':
    '列表中只有 TLS 1.3 套件（{ciphers}），它们应写入 Ciphersuites 命令；nginx 将无法启动。',
  'lint.ciphers-without-effect': '{ciphers} 应写入 Ciphersuites 命令；该列表只作用于 TLS 1.2。',
  'lint.commercial-directive': '{directive} 仅在商业版中提供。',
  'lint.unsupported-directive': '{directive} 自 nginx {since} 起提供，nginx {nginx} 会拒绝它。',
  'lint.unsupported-variable':
    '{directive} 自 nginx {since} 起才支持变量，nginx {nginx} 会把它当作普通文本。',
  'lint.variable-pass-without-resolver':
    '{written} 在运行时解析（{names}），但没有设置 resolver，所有请求都会失败。',
  'lint.summary-none': '没有发现问题。',
  'lint.summary-found': '错误 {errors} 个，警告 {warnings} 个，提示 {notes} 个。',
  'lint.summary-read':
    '共读取 {files} 个文件，其中代理位置 {locations} 处，upstream 组 {groups} 个。',
  'lint.summary-unclear': '模板中有 {unclear} 处无法检查。',
  'lint.template-insert':
    '{tag} 的内容在模板渲染后才能知道，因此没有检查；请同时检查渲染后的文件。',
  'lint.template-value': '{directive} 的值在模板渲染后才能知道，因此没有检查。',
  'lint.bad-expires': '{expires} 不是天数；--expires 需要的写法例如 30d。',
  'lint.summary-fixable': '其中 {fixable} 个可用 --fix 修复。',
  'lint.summary-silenced': '另有 {silenced} 个被注释忽略。',
  'lint.markdown-columns': '| 级别 | 位置 | 问题 | 规则 |',
  'lint.fixed': '已修复 {files}。',
  'lint.nothing-to-fix': '现有信息不足以自动修复。',
  'lint.no-files': '{paths} 之下没有 nginx 配置。',
  'lint.bad-settings': '{path} 不是有效的设置文件：{reason}',
  'lint.bad-baseline': '{path} 不是基线文件；请用 --write-baseline 生成。',
  'lint.baseline-written': '已将 {count} 个问题记入 {path}。',
  'lint.unknown-rule':
    '{path} 中写了不存在的规则：{rule}。可用 alert40 lint --rules 查看全部规则。',
  'lint.dry-run-alone': '--dry-run 用于预览 --fix 的改动，请同时给出这两个选项。',
  'lint.fix-of-stream':
    '--fix 无法写回标准输入或 nginx -T 的输出；请加上 --dry-run，再用 patch 应用差异。',
  'lint.bad-revision': '{revision} 不是有效的版本；--since 需要一个 git 版本，例如 origin/main。',
  'lint.embedded.heredoc-open': 'heredoc {name} 没有结束，其内容未被读取。',
  'lint.embedded.heredoc-expands':
    '该 heredoc 会展开变量，因此不写入修复；给 {name} 加引号可保留 nginx 自己的变量。',
  'lint.embedded.bad-yaml': '无法按 YAML 读取：{reason}',
  'lint.embedded.not-verbatim':
    '{key} 的内容经过折叠、转义或由模板生成，未被读取；请改用块标量（|），或检查渲染后的清单。',
  'lint.embedded.one-line': '不会把修复写进单行 YAML；改用块标量（|）即可修复。',
  'lint.embedded.from-template': '{key} 由模板生成，未被读取；请同时检查渲染后的清单。',
  'lint.embedded.needs-secret':
    '除非 proxy-ssl-secret 指定了包含 CA 的 Secret，否则 ingress-nginx 会忽略 {annotation}。',
  'lint.embedded.annotation': '该指令由注解生成；应改哪个注解取决于控制器版本。',
  'lint.embedded.on-off':
    '{annotation} 只接受 on 或 off，ingress-nginx 会把 {value} 当作 off；名称应写在 proxy-ssl-name 里。',
  'lint.embedded.minion-alone':
    '{host} 的 master 不在已读取的文件中，无从得知它为这个 minion 设置了什么；请把两者一起检查。',
  'lint.embedded.kong':
    '该指令由 Kong 生成：tls_verify 对应校验开关，ca_certificates 对应 CA，tls_verify_depth 对应深度，protocol 与 host（或 host_header）对应目标和名称。',
  'lint.embedded.kong-no-ca':
    '已开启 tls_verify 却没有 ca_certificates，须由 kong.conf 信任该服务的 CA；否则每次握手都会失败。',
  'lint.embedded.kong-target': '无法从该文件得知 {service} 的目标，因此不对它作判断。',
  'lint.embedded.proxy-manager':
    '该指令由 nginx-proxy-manager 重新生成；请写到代理主机的“高级”配置里。',
  'lint.embedded.proxy-manager-target': '目标 {host} 无法读作主机和端口，因此不对它作判断。',
  'lint.embedded.route-alone':
    '{host} 的 VirtualServer 不在已读取的文件中，无从得知它为这个 VirtualServerRoute 设置了什么；请把两者一起检查。',
  'lint.embedded.policy-elsewhere':
    '策略 {policy} 不在已读取的文件中，无从得知它设置了什么；请把两者一起检查。',
  'lint.embedded.http-alone':
    '整个 VirtualServer 的 egressMTLS 只对 HTTP 生效；通往 gRPC 的路由也要自行引用该策略。',
  'lint.embedded.virtual-server':
    '该指令由 NGINX 的控制器根据 Policy 的 egressMTLS 生成：serverName 与 sslName 对应 SNI，verifyServer、trustedCertSecret 与 verifyDepth 对应校验，protocols 与 ciphers 对应同名设置。',
  'lint.no-git': '--since 需要 git 及其工作区：{reason}',
  'lint.secret-in-file': '配置中含有机密信息（{kind}）；请放入仅 root 可读的单独文件。',
  'lint.suppression-names-no-rule': '该注释没有写明要忽略的规则。',
  'lint.suppression-unknown-rule':
    '没有名为 {rules} 的规则，该注释不起作用；可用 alert40 lint --rules 查看全部规则。',
  'lint.suppression-unknown-form':
    '{form} 不起作用；请写 alert40-disable-next-line 或 alert40-disable-file。',
  'lint.stdin-alone': '“-”表示标准输入，只能单独使用；请把其他路径分开检查。',
  'lint.stdin-empty': '标准输入中没有内容，无可检查。',
  'lint.cannot-write': '无法写入 {path}：{reason}',
  'lint.suppression-unused': '此处没有违反 {rules}，请删除该注释。',
  'lint.suppression-without-reason':
    '请说明为何不适用 {rules}：# alert40-disable-next-line {rules} -- 原因',
} satisfies Catalogue;
