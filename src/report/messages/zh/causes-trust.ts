import type { Catalogue } from '../catalogue.ts';

export default {
  'evidence.bundle-holds-leaf':
    '受信文件 {file} 里只有一张服务器证书（{subject}），没有 CA；OpenSSL 无法据此构成证书链。',
  'evidence.bundle-without-root':
    '受信文件 {file} 里有中间证书，却没有它的根证书（{issuer}）；OpenSSL 要求根证书在文件中。',
  'evidence.public-cas-public-upstream': '受信文件是公共 CA 集合，而上游使用公网域名。',
  'evidence.public-cas-private-upstream':
    '受信文件里只有公共 CA，而上游是内部名称或 IP 地址，公共 CA 不会为其签发证书。',
  'evidence.private-ca-public-upstream':
    '受信文件里是私有 CA，而上游是公共服务，其证书由公共 CA 签发。',
  'evidence.root-was-sent': '上游发来了自己的根证书，但它不在受信文件中。',
  'evidence.depth-generous': '校验深度为 {depth}，足以容纳常见的证书链。',
  'evidence.depth-default': '校验深度为默认值 {depth}，只允许一张中间证书。',
  'evidence.depth-set': '校验深度设为 {depth}。',
  'evidence.depth-zero': '校验深度为 0，不允许任何中间证书。',
  'evidence.would-be-21':
    '若上游只发送自身证书，OpenSSL {version} 报告的是错误 21；这里是错误 20。',
  'evidence.would-be-22': '若证书链过长，OpenSSL {version} 报告的是错误 22；这里是错误 {number}。',
  'evidence.same-number-20': '缺中间证书和缺 CA，OpenSSL {version} 都报告错误 20。',
  'evidence.private-roots-may-sign':
    '私有 CA 常常直接签发服务器证书，因此这一张证书可能就是整条链，只是其 CA 未受信任。',
  'evidence.public-roots-never-sign':
    '受信文件里是公共根证书；它们只通过中间证书签发服务器证书，而中间证书没有发来。',
  'evidence.bundle-roots-only': '受信文件 {file} 里只有根证书，没有中间证书。',
  'evidence.bundle-no-root': '受信文件 {file} 里没有根证书，因此缺的不是深度。',
  'evidence.bundle-deeper':
    '受信文件 {file} 自身就显示根证书之下有 {found} 级中间证书，而深度只允许 {depth} 级。',
  'evidence.bundle-expired': '受信文件 {file} 中的 {subject} 已于 {until} 过期。',
  'evidence.self-signed-with-own-name':
    'nginx 发送的 {name} 是客户端访问它自己所用的名称；上游可能以默认证书应答。',
  'evidence.self-signed-with-name': 'nginx 发送了名称 {name}，因此不太可能是兜底的默认证书。',
  'evidence.older-self-signed-in-bundle':
    '受信文件 {file} 里有该名称的自签名证书（{subject}，有效至 {until}）：上游已换了新证书。',
  'evidence.crl-lists': '{issuer} 的 CRL（{file}）列出了 {count} 张已吊销的证书。',
  'evidence.crl-stale': '{file} 中 {issuer} 的 CRL 已于 {until} 过期。',
  'evidence.crl-early': '{file} 中 {issuer} 的 CRL 自 {from} 起才有效。',
  'evidence.crl-uncovered': '{file} 中没有 {issuer} 的 CRL，而 nginx 要求链上每个 CA 都有 CRL。',
  'evidence.crl-file-without-crl': '{file} 可以读取，但其中没有 PEM 格式的 CRL。',
  'evidence.own-certificate-weak':
    '{file} 中证书的密钥为 {bits} 位，签名算法为 {algorithm}；安全级别 2 要求 RSA 2048 位和 SHA-256。',
  'evidence.verify-without-file': '此处开启了校验，却没有设置受信文件。',
  'evidence.file-is-trusted': '{file} 被用作受信文件。',
  'evidence.file-is-not-trusted': '没有任何地方把 {file} 用作受信文件。',
  'evidence.file-missing': '{file} 不存在。',
  'evidence.file-no-permission': '{file} 存在，但当前用户无权读取。',
  'evidence.file-unreadable': '{file} 无法读取：它是目录、设备，或者过大。',
  'evidence.file-empty': '{file} 是空文件。',
  'evidence.file-der': '{file} 是 DER 格式；nginx 只读 PEM。',
  'evidence.file-pkcs12': '{file} 是 PKCS#12 容器；nginx 只读 PEM。',
  'evidence.file-text': '{file} 里没有 PEM 块。',
  'evidence.file-pem': '{file} 是 PEM 格式，但其中没有证书。',
  'evidence.seen-chain-without-this': '从上游看到的证书链没有这个问题。',
  'evidence.seen-ca-not-trusted': '上游出示的证书链止于 {issuer} 之下，而后者不在受信文件中。',
  'evidence.seen-self-signed': '上游出示的是自签名证书 {subject}。',
  'evidence.seen-chain-incomplete': '上游只出示了 {subject}，没有附上其签发者 {issuer} 的证书。',
  'evidence.seen-verify-depth-too-small': '上游出示的中间证书多于校验深度所允许的数量。',
  'evidence.seen-cert-expired': '上游出示的 {subject} 已于 {until} 过期。',
  'evidence.seen-cert-not-yet-valid': '上游出示的 {subject} 自 {from} 起才有效。',
  'evidence.seen-cert-revoked': 'CRL 中列出了上游出示的 {subject}。',
  'evidence.seen-crl-missing-or-expired':
    '对于上游出示的 {subject}，CRL 文件中没有 {issuer} 的有效列表。',
  'evidence.seen-cert-wrong-purpose': '上游出示的 {subject} 的扩展密钥用途不包含服务器认证。',
  'evidence.seen-weak-certificate': '上游出示的 {subject} 的密钥或签名低于安全级别 2。',

  'repair.write': '写入：{line}',
  'repair.ca-needed': '信任为上游签发证书的 CA',
  'repair.ca-needed-named': '信任为上游签发证书的 {issuer}',
  'repair.ca-step-find':
    '向上游的维护者索取其 CA 的根证书；openssl s_client -showcerts 输出中最后一行“i:”写有它的名称。',
  'repair.ca-step-find-named': '向该 CA 的维护者索取 {issuer} 的根证书。',
  'repair.ca-step-compare':
    '通过另一渠道核对指纹（openssl x509 -noout -fingerprint -sha256）：直接从该连接取得的根证书不能证明任何事情。',
  'repair.ca-step-append': '以 PEM 格式追加到 {file}，然后重新加载 nginx。',
  'repair.ca-step-set':
    '把它放进 nginx 可读的文件，用 *_ssl_trusted_certificate 指令指定，然后重新加载 nginx。',
  'repair.trust-file-sibling': '改用 {file}：另一处配置对同一上游信任它',
  'repair.trust-file-holds-issuer': '改用 {file}：其中有所见证书链的 CA',
  'repair.trust-file-configured': '改用 {file}：配置的其他位置信任它',
  'repair.trust-file-stated': '信任你指定的 {file}',
  'repair.trust-self-signed': '直接信任上游的这张证书',
  'repair.self-signed-step-fetch': '保存该证书：{command}',
  'repair.self-signed-step-compare': '与上游主机上显示的指纹核对：{command}',
  'repair.self-signed-step-append': '追加到 {file} 并重新加载 nginx。每次更换证书都要重做一遍。',
  'repair.issue-proper': '为上游签发 CA 证书',
  'repair.issue-proper-step':
    '由内部或公共 CA 为被核对的名称签发证书，并在 nginx 中信任该 CA：以后续期无需再改这里。',
  'repair.send-chain': '让上游发送它的中间证书',
  'repair.send-chain-step':
    '在上游配置包含服务器证书和中间证书的单个文件，服务器证书在前（即多数 CA 的“fullchain”），不含根证书。',
  'repair.send-chain-step-check': '用 openssl s_client -showcerts 检查：应看到不止一张证书。',
  'repair.chain-stopgap': '在此之前，先把中间证书加入受信文件',
  'repair.chain-step-find':
    '向 CA 获取中间证书；服务器证书写有其签发者，通常还写有下载地址（CA Issuers）。',
  'repair.chain-step-find-named':
    '向 CA 获取 {issuer} 的证书；服务器证书中通常写有下载地址（CA Issuers）。',
  'repair.chain-step-later': '文件中仍要保留根证书；CA 更换中间证书时记得更新。',
  'repair.depth': '允许 {depth} 级中间证书',
  'repair.depth-unknown': '允许与上游相同数量的中间证书',
  'repair.depth-unknown-step':
    '数一下 openssl s_client -showcerts 打印的证书（不算服务器证书和根证书），把 *_ssl_verify_depth 设为该数。',
  'repair.renew': '续期上游的证书',
  'repair.renew-step': '为相同的名称签发新证书并安装到上游。',
  'repair.renew-step-chain': '中间证书也要一并更新：它过期同样会失败。',
  'repair.renew-step-reload': '重新加载上游服务：文件更新后，许多程序仍在使用内存中的旧证书。',
  'repair.replace-expired-ca': '替换受信文件中已过期的 CA {subject}',
  'repair.replace-expired-ca-step':
    '从 {file} 中删除 {subject}，换上后继证书；若两者并存，旧版 OpenSSL 可能选用已过期的那张。',
  'repair.clock': '校正 nginx 主机的时钟',
  'repair.clock-step': '查看时钟及其同步状态：{command}',
  'repair.reissue-dates': '或者重新签发证书',
  'repair.reissue-dates-step': '如果时钟无误，则是证书的生效时间在未来：请安装当前有效的证书。',
  'repair.replace-revoked': '更换上游被吊销的证书',
  'repair.replace-revoked-step': '查明吊销原因：如果是密钥泄露，所有信任它的系统都受影响。',
  'repair.replace-revoked-step-mistake': '生成新密钥并签发新证书。即使是误吊销，也只能换新证书。',
  'repair.crl-other': '改用配置中已有的有效 CRL 文件 {file}',
  'repair.crl-refresh': '更新 CRL 文件',
  'repair.crl-step-readable': '确保 {file} 存在、为 PEM 格式，且启动 nginx 的用户可读。',
  'repair.crl-step-fetch': '获取每个 CA 的最新 CRL，以 PEM 格式写入 {file}。',
  'repair.crl-step-all': '链上的每个 CA（包括根）都要有一份 CRL，依次放在该文件中。',
  'repair.crl-step-schedule':
    '在“next update”之前定期获取，并且每次都重新加载 nginx：它只在加载时读取该文件。',
  'repair.reissue-purpose': '重新签发服务器用途的证书',
  'repair.reissue-purpose-step': '签发时将扩展密钥用途设为 serverAuth，或不带该扩展。',
  'repair.reissue-purpose-step-mtls':
    '检查上游是否误把客户端证书当作服务器证书：两个文件往往放在一起。',
  'repair.reissue-strong': '用更强的密钥和签名重新签发证书',
  'repair.reissue-strong-step': 'RSA 2048 位以上或 P-256，以 SHA-256 签名；中间证书同样如此。',
  'repair.reissue-client-strong': '用更强的密钥重新签发客户端证书',
  'repair.reissue-client-strong-step': '生成新密钥（RSA 2048 或 P-256），并以 SHA-256 签发。',
  'repair.lower-level': '对该上游把安全级别降到 {level}',
  'repair.trusted-needed': '指定可读的 CA 文件',
  'repair.trusted-step':
    '把上游的 CA 以 PEM 格式放进 nginx 可读的文件，并指定该文件（目前为 {file}）。',
  'repair.trusted-step-none':
    '把上游的 CA 以 PEM 格式放进 nginx 可读的文件，并用 *_ssl_trusted_certificate 指令指定该文件。',
  'repair.trusted-step-der': '把文件转换为 PEM，并改用转换结果：{command}',

  'need.ca-file': '为上游签发证书的 CA 证书',
  'need.ca-file-sibling': '另一处配置对同一上游信任它',
  'need.ca-file-holds-issuer': '其中有所见证书链的 CA',
  'need.ca-file-configured': '本配置的其他位置信任它',
  'need.ca-file-system': '系统的公共 CA 集合，仅当证书由公共 CA 签发时才正确',
  'need.crl-file': '链上每个 CA 的有效 CRL',
  'need.upstream-change': '需要在上游修改',
  'need.host-change': '需要在 nginx 主机上修改',

  'answer.verify-0': 'Verify return code: 0 (ok)——文件正确，只是 nginx 的深度限制挡住了',
  'answer.verify-20':
    'Verify return code: 2、19 或 20，且显示多张证书——最后一行“i:”中的 CA 不在文件里',
  'answer.one-certificate': 'Verify return code: 21，且只显示一张证书——上游没有发送中间证书',
  'answer.self-signed': 'Verify return code: 18——证书是自签名的',
  'answer.expired': '“notAfter”已经过去',
  'answer.not-yet-valid': '“notBefore”在未来，或本机时钟偏慢',
  'answer.serial-in-crl': '该序列号出现在 CRL 文件的 openssl crl -noout -text 输出中',
  'answer.no-server-auth': '存在该扩展，但其中没有“TLS Web Server Authentication”',
  'answer.weak': 'RSA 不足 2048 位，或签名使用 SHA-1、MD5',
  'answer.crl-stale': '“nextUpdate”已经过去',
  'answer.crl-other-issuer': '签发者不是链上的 CA',
  'answer.unreadable-pem': '文件无法读取，或其中没有证书',

  'deadend.verify-off-trust': '关闭校验只是掩盖问题：连接虽然加密，却可能是任何应答者。',
  'deadend.verify-off-revoked': '关闭校验或 CRL，等于接受已被 CA 撤回的证书。',
  'deadend.verify-off-start': '关闭校验能让 nginx 启动，但连接对任何应答者都不设防。',
  'deadend.curl-works-trust': 'curl 和浏览器使用系统的 CA 集合；nginx 只信任指定给它的文件。',
  'deadend.curl-works-chain': '浏览器会下载或记住缺失的中间证书；nginx 和 curl 都不会。',
  'deadend.curl-works-depth':
    'curl 和 openssl 允许上百级中间证书；nginx 在未另行设置时只允许一级。',
  'deadend.trust-bundle-self-signed': '增加 CA 集合没有用：没有任何 CA 签发过这张证书。',
  'deadend.trust-bundle-chain': '换一个根证书集合没有用：缺的是服务器证书与根证书之间的那一级。',
  'deadend.trust-bundle-depth': '把中间证书加入受信文件没有用：深度照样把它们计算在内。',
  'deadend.trust-bundle-expired': '换一个 CA 集合不能让过期的证书变得有效。',
  'deadend.trust-bundle-purpose': '换一个 CA 集合不能改变证书的用途。',
  'deadend.restart-expired': '重启 nginx 没有用：日期写在上游的证书里。',
  'deadend.restart-revoked': '重启 nginx 没有用：CRL 仍然列着这张证书。',
  'deadend.restart-crl': '只有在文件更新之后，重启才有用。',
  'deadend.seclevel-0-certificate': '降低安全级别会放行这个弱密钥，也会放行其他所有弱密钥。',
  'next.no-root': '受信文件 {file} 里没有根证书，接下来校验会失败。',
  'next.root-expired': '{file} 中的根证书已过期，接下来校验会失败。',
  'next.depth':
    '{file} 显示有 {found} 级中间证书，而校验深度只允许 {depth} 级：接下来可能因链过长而失败。',
  'next.crl-stale': '{file} 中的 CRL 已于 {until} 过期，接下来校验会失败。',
  'diagnosis.verify-off-hides':
    '{file} 中 {directive} 为 off：名称不符、CA 未知、证书过期或被吊销，乃至冒充者，在那里都不会被发现。',
  'note.evidence-unknown':
    '{file} 不属于可作为证据读取的类型：openssl s_client、curl -v 或 nginx -V 的输出。请提供命令打印的完整输出。',
} satisfies Catalogue;
