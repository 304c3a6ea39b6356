import type { Catalogue } from '../catalogue.ts';

export default {
  'evidence.certificate-shown': '此处 nginx 会出示客户端证书 {file}。',
  'evidence.shown-certificate-unknown': '没有配置，无法得知 nginx 是否出示客户端证书。',
  'evidence.shown-without-its-key':
    '{key} 中的密钥与 {certificate} 中的证书类型不同：nginx 能启动，但不会出示证书。',
  'evidence.certificate-astray':
    '此处用 {found} 设置了证书，但它对该连接不起作用；应当用 {directive}。',
  'evidence.no-client-certificate': '此处没有生效的 {directive}，nginx 不出示任何证书。',
  'evidence.sibling-shows-certificate': '另一处配置向同一上游出示证书 {file}。',
  'evidence.alert-about-certificate':
    '告警 {alert} 针对客户端证书；而 nginx 没有出示证书，所以问题在于缺少证书。',
  'evidence.refusal-comes-later':
    '此处只提供 TLS 1.3；缺少客户端证书时，拒绝发生在握手之后，而不是握手之中。',
  'evidence.refused-after-handshake': '发送正确名称并完成握手之后才被拒绝，而 nginx 没有出示证书。',
  'evidence.upstream-asks': '上游要求客户端证书。',
  'evidence.upstream-asks-for': '上游要求由以下 CA 签发的客户端证书：{names}。',
  'evidence.upstream-asks-not': '在所见的握手中，上游没有要求客户端证书。',
  'evidence.nothing-to-reject': '此处 nginx 不出示证书，也就谈不上被拒绝。',
  'evidence.alert-42': '告警 42 表示所出示的证书有问题。',
  'evidence.alert-43': '告警 43 表示所出示的证书类型不被接受。',
  'evidence.alert-44': '告警 44 表示所出示的证书已被吊销。',
  'evidence.alert-45': '告警 45 表示所出示的证书已过期。',
  'evidence.alert-46': '告警 46 表示所出示的证书未被接受。',
  'evidence.alert-48': '告警 48 表示上游不认识所出示证书的 CA。',
  'evidence.own-certificate-expired': '客户端证书 {file}（{subject}）已于 {until} 过期。',
  'evidence.own-certificate-early': '客户端证书 {file}（{subject}）自 {from} 起才有效。',
  'evidence.own-certificate-no-client-auth':
    '客户端证书 {file}（{subject}）的扩展密钥用途不包含客户端认证。',
  'evidence.own-certificate-self-signed': '客户端证书 {file}（{subject}）是自签名的。',
  'evidence.own-certificate-short-key': '客户端证书 {file}（{subject}）的 RSA 密钥不足 2048 位。',
  'evidence.own-certificate-other-ca': '上游要求由 {names} 签发的证书；{file} 由 {issuer} 签发。',
  'evidence.halves-match': '{key} 中的密钥与 {certificate} 中的第一张证书匹配。',
  'evidence.halves-differ': '{key} 中的密钥与 {certificate} 中的任何证书都不匹配。',
  'evidence.leaf-not-first':
    '{key} 中的密钥对应 {certificate} 中的第 {position} 张证书；而 nginx 取第一张。',
  'evidence.load-key-undefined': '设置了证书，却没有设置它的密钥。',
  'evidence.load-missing': '消息表明 {file} 不存在。',
  'evidence.load-no-permission': '消息表明没有权限读取 {file}。',
  'evidence.load-wrong-password': '消息表明密码无法打开 {file}。',
  'evidence.load-password-needed': '密钥 {file} 已加密，却没有提供密码。',
  'evidence.load-wrong-format': '消息表明 {file} 的内容与所需的不符。',
  'evidence.load-other': '消息表明 {file} 无法加载。',
  'evidence.file-is-client': '{file} 被用作客户端证书或其密钥。',
  'evidence.file-is-not-client': '{file} 另有用途，不是客户端证书。',
  'evidence.trusted-loads-alike':
    'nginx {version} 加载受信文件失败时也是同样的说法；看配置才能知道是哪一种。',
  'evidence.file-from-variable': '{file} 是在处理请求时打开的：客户端证书的路径由变量给出。',
  'evidence.key-file-without-key': '{file} 被用作密钥文件，其中却没有密钥。',
  'evidence.certificate-file-without-certificate': '{file} 被用作证书文件，其中却没有证书。',
  'evidence.key-locked': '{file} 中的密钥已加密，所提供的密码都打不开它。',

  'repair.show-sibling-certificate': '此处也出示 {file}，与另一处对同一上游的做法一致',
  'repair.show-certificate': '向上游出示客户端证书',
  'repair.show-certificate-step-get':
    '向上游的维护者索取客户端证书和密钥，或请对方接受你的证书。对方要求的 CA：{names}',
  'repair.show-certificate-step-set':
    '用 {prefix}ssl_certificate 和 {prefix}ssl_certificate_key 指定，然后重新加载 nginx。',
  'repair.show-certificate-step-chain':
    '如果客户端证书有中间证书，把它们放在同一文件中该证书之后。',
  'repair.show-stated-certificate': '出示你指定的 {file}',
  'repair.show-other-certificate': '改为出示上游能够接受的 {file}',
  'repair.replace-client-certificate': '更换客户端证书',
  'repair.renew-own-certificate-expired': '它已过期：为同一名称申请新证书。',
  'repair.renew-own-certificate-early': '它尚未生效：换一张有效的，或检查上游的时钟。',
  'repair.renew-own-certificate-no-client-auth':
    '重新签发，扩展密钥用途设为 clientAuth；对方不接受服务器证书。',
  'repair.renew-own-certificate-self-signed': '由上游接受的 CA 签发，或请对方直接接受这张证书。',
  'repair.renew-own-certificate-short-key': '用 RSA 2048 位或 P-256 重新签发。',
  'repair.renew-own-certificate-revoked': '它已被吊销：更换密钥和证书。',
  'repair.renew-own-certificate-other-ca': '由上游接受的 CA 签发；并检查其中间证书是否在文件中。',
  'repair.renew-own-certificate': '与上游的要求逐项对照：CA、用途、有效期、密钥类型。',
  'repair.reload-step': '重新加载 nginx：它只在加载时读取证书文件。',
  'repair.accept-client': '或者让上游接受它',
  'repair.accept-client-step': '把该证书的 CA（{issuer}）加入上游信任的客户端 CA。',
  'repair.matching-half': '改用与另一半匹配的 {file}',
  'repair.matching-pair': '让证书与密钥配对',
  'repair.matching-pair-step': '找到申请该证书时使用的密钥；如果已丢失，重新签发一对。',
  'repair.leaf-first-step': '在 {file} 中把客户端证书放在最前，中间证书放在其后。',
  'repair.swap-files': '证书与密钥写反了：{file} 才是证书',
  'repair.name-key': '指定密钥：它在 {file} 中',
  'repair.readable-files': '让证书和密钥能够加载',
  'repair.load-step-key-undefined': '在证书 {file} 旁设置 *_ssl_certificate_key 指令。',
  'repair.load-step-missing': '更正路径 {file}，或把文件放到该处。',
  'repair.load-step-no-permission':
    '让 {file} 可读：启动时由 root 读取；路径由变量给出时由 worker 的用户读取。',
  'repair.load-step-wrong-password': '更正 {file} 的密码文件：每行一个密码，行尾不要有空格。',
  'repair.load-step-password-needed':
    '用 *_ssl_password_file 指定密码文件，或把 {file} 存为不加密且仅 root 可读的形式。',
  'repair.load-step-wrong-format':
    '查看 {file} 的内容：证书以 BEGIN CERTIFICATE 开头，密钥以 BEGIN PRIVATE KEY 开头；nginx 只读 PEM。',
  'repair.load-step-other': '查看 {file} 的内容：openssl storeutl 会说明其中有什么。',
  'repair.load-step-pkcs12': '把 PKCS#12 容器转换为 PEM：{command}',

  'need.client-certificate': '上游接受的客户端证书及其密钥',
  'need.client-certificate-sibling': '另一处配置向同一上游出示它',
  'need.client-certificate-other': '本配置的其他位置出示它',

  'answer.asks-for-certificate':
    '输出“Acceptable client certificate CA names”或“Requested Signature Algorithms”，随后握手失败或立即断开',
  'answer.asks-for-none': '输出“No client certificate CA names sent”，且没有请求的签名算法',
  'answer.alert-with-certificate': '出现针对证书的告警（42 至 48）',
  'answer.completes-with-certificate': '握手完成，连接保持',
  'answer.hashes-differ': '两个摘要不同',
  'answer.file-unreadable': '报错，或内容不是证书和密钥',

  'deadend.verify-off-mtls': '关闭校验针对的是上游的证书，与 nginx 出示的证书无关。',
  'deadend.client-certificate-wrong-side':
    'ssl_certificate 和 ssl_client_certificate 面向 nginx 的客户端；面向上游的是对应系列的指令。',
  'deadend.new-certificate-none-sent':
    '告警 42 “bad certificate”看似说我方证书损坏；实际上根本没有发送证书。',
  'deadend.trust-bundle-mtls': '受信文件用于校验上游，不会出示给它。',
  'deadend.restart-files': '只要文件不变，重启就没有用。',
} satisfies Catalogue;
