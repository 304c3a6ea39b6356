import type { Catalogue } from '../catalogue.ts';

export default {
  'evidence.offers-nothing': '所设版本（{set}）经 MinProtocol 和 MaxProtocol 限制后，一个也不剩。',
  'evidence.offers-nothing-level':
    '所设版本（{set}）都无法提供：安全级别高于 0 时，OpenSSL 3 不使用 TLS 1.0 和 1.1。',
  'evidence.offers-old-only': 'nginx 只提供 {offered}，多数上游已不再支持。',
  'evidence.offers-both': 'nginx 提供 TLS 1.2 和 1.3，只有比两者更旧的上游才没有共同版本。',
  'evidence.offers-13-only': 'nginx 只提供 TLS 1.3；上游可能不支持。',
  'evidence.offers-no-13': 'nginx 提供 {offered}，不含 TLS 1.3；上游可能要求它。',
  'evidence.offers-no-13-by-default':
    'nginx {version} 在未设置时不向上游提供 TLS 1.3；上游可能要求它。',
  'evidence.speaks-offered': '所见上游使用 {version}，nginx 提供该版本。',
  'evidence.speaks-other': '所见上游使用 {version}，而 nginx 不提供该版本。',
  'evidence.ciphers-chosen': '密码套件列表经过人工收窄：{list}。',
  'evidence.ciphers-default': '密码套件列表是 OpenSSL 的默认值，几乎适用于所有上游。',
  'evidence.ciphers-few': '列表中只有 {count} 个套件，可协商的余地很小。',
  'evidence.suites-chosen': 'TLS 1.3 的套件经过人工收窄：{list}。',
  'evidence.ciphers-not-for-13': '此处只提供 TLS 1.3，而该列表与 TLS 1.3 的套件无关。',
  'evidence.cipher-list-refused': 'OpenSSL 在该列表中找不到任何套件：{list}。',
  'evidence.groups-chosen': '密钥交换组经过人工收窄：{list}。',
  'evidence.groups-default': '密钥交换组是 OpenSSL 的默认值，几乎适用于所有上游。',
  'evidence.group-not-offered': '所见上游协商的是 {group}，不在 {list} 之中。',
  'evidence.groups-refused': 'OpenSSL 不接受该密钥交换组列表：{value}。',
  'evidence.other-command-refused': '被拒绝的命令是 {command} {value}。',
  'evidence.sigalgs-chosen': '签名算法经过人工收窄：{list}。',
  'evidence.sigalgs-default': '签名算法是 OpenSSL 的默认值。',
  'evidence.sigalgs-refused': 'OpenSSL 不接受该签名算法列表：{value}。',
  'evidence.ciphers-ask-for-dhe': '密码套件列表要求 DHE：{list}。',
  'evidence.short-dh-seen': '所见上游提供的 Diffie-Hellman 组只有 {bits} 位。',
  'evidence.refuses-legacy':
    'OpenSSL {version} 拒绝不支持安全重协商的服务器；1.1.1 及之前会接受。',
  'evidence.allows-legacy': 'OpenSSL {version} 接受不支持安全重协商的服务器。',
  'evidence.secure-renegotiation': '所见上游支持安全重协商。',
  'evidence.no-secure-renegotiation': '所见上游的应答不支持安全重协商。',
  'evidence.hello-is-big':
    'OpenSSL {version} 会发送后量子密钥份额，使 ClientHello 超出一个数据包。',
  'evidence.name-is-sent': '已发送服务器名称，因此原因不是缺少名称。',

  'repair.protocols': '提供 {versions}',
  'repair.upstream-protocols': '升级上游的 TLS',
  'repair.upstream-protocols-step':
    '让上游支持 TLS 1.2 或 1.3；TLS 1.0 和 1.1 自 2021 年起已停用（RFC 8996）。',
  'repair.old-protocols': '向该上游提供 TLS 1.0 和 1.1',
  'repair.ciphers-default': '使用 OpenSSL 的默认密码套件列表',
  'repair.ciphersuites-moved': '把 TLS 1.3 套件设在正确的位置，列表恢复默认',
  'repair.upstream-ciphers': '为上游启用现代密码套件',
  'repair.upstream-ciphers-step':
    '在上游启用 ECDHE 与 AES-GCM 或 ChaCha20，并与其证书的密钥类型（RSA 或 ECDSA）一致。',
  'repair.ciphers-all': '向该上游提供旧的密码套件',
  'repair.groups': '提供密钥交换组 {groups}',
  'repair.upstream-groups': '在上游启用共同的密钥交换组',
  'repair.upstream-groups-step': '在上游启用 X25519 或 P-256。',
  'repair.sigalgs': '接受 OpenSSL 常用的签名算法',
  'repair.upstream-sigalgs': '为上游换一张可用于签名的证书',
  'repair.upstream-sigalgs-step':
    '上游的证书必须能产生 nginx 接受的签名：ECDSA 与 SHA-256、Ed25519，或 RSA（2048 位以上）与 SHA-256。',
  'repair.no-dhe': '不使用有限域 Diffie-Hellman（DHE）',
  'repair.upstream-dh': '为上游配置 2048 位的 Diffie-Hellman 组',
  'repair.upstream-dh-step': '生成并配置（{command}），或在上游停用 DHE。',
  'repair.upstream-renegotiation': '升级上游的 TLS',
  'repair.upstream-renegotiation-step':
    '2010 年以来的 TLS 库都支持安全重协商（RFC 5746）：请升级固件或库。',
  'repair.upstream-renegotiation-step-13': '使用 TLS 1.3 则不存在这个问题。',
  'repair.allow-legacy': '允许该上游不支持安全重协商',
  'repair.small-hello': '发送较小的 ClientHello：提供密钥交换组 {groups}',
  'repair.path-takes-big-hello': '修复无法处理大 ClientHello 的环节',
  'repair.path-takes-big-hello-step':
    '升级只读取 ClientHello 首个数据包的负载均衡、防火墙或服务器。',

  'answer.completes-version': '以 {version} 握手成功，而 nginx 不提供该版本',
  'answer.fails-version': '以 {version} 同样失败',
  'answer.completes-cipher': '握手成功；“Cipher is”给出 nginx 未提供的套件',
  'answer.fails-cipher': '提供所有套件同样失败',
  'answer.completes-group': '握手成功；“Temp Key”给出 nginx 未提供的组',
  'answer.fails-group': '提供这些组同样失败',
  'answer.completes-sigalg': '握手成功；“Peer signing digest”给出 nginx 不接受的算法',
  'answer.fails-sigalg': '接受这些算法同样失败',
  'answer.completes-without-dhe': '不用 DHE 时握手成功',
  'answer.fails-without-dhe': '不用 DHE 时失败：上游不支持其他方式',
  'answer.no-secure-renegotiation': '“Secure Renegotiation IS NOT supported”',
  'answer.secure-renegotiation': '“Secure Renegotiation IS supported”，或与之前一样失败',
  'answer.completes-small-hello':
    '握手成功，而同一命令去掉 -groups（OpenSSL 3.5 及以上）则失败',
  'answer.fails-small-hello': '较小的 ClientHello 同样失败',

  'deadend.verify-off-parameters': '关闭校验不会改变所提供的参数；校验发生在此之后。',
  'deadend.rebuild-openssl-protocols':
    '重新编译 OpenSSL 以启用旧协议，会削弱整台主机的所有连接；一项设置即可只针对一个上游。',
  'deadend.rebuild-openssl-renegotiation':
    '退回 OpenSSL 1.1.1 等于放弃安全更新；一个选项即可只针对一个上游。',
  'deadend.ciphers-wrong-side':
    'ssl_ciphers 面向 nginx 的客户端；面向上游的是对应系列的 *_ssl_ciphers。',
  'deadend.seclevel-0-dh': '降低安全级别会接受短的组；优先使用 ECDHE 则根本用不到它。',
  'deadend.seclevel-0-renegotiation': '安全级别与此无关：这是一个独立的选项。',
  'deadend.longer-timeouts-hello': '加大超时没有用：途中的设备已把该消息丢弃。',
} satisfies Catalogue;
