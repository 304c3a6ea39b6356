import type { Catalogue } from '../catalogue.ts';

export default {
  'cli.bad-nginx-version': '“{version}”不是 nginx 版本号；正确的形式如 1.22.1。',
  'cli.bad-openssl-version': '“{version}”不是 OpenSSL 版本号；正确的形式如 3.0.13。',
  'cli.bad-resolver': '“{value}”不是 DNS 服务器：请给出地址或域名，可带 :端口。',
  'cli.client-key-alone': '--client-key 要与 --client-certificate 一起使用。',
  'cli.found-nginx': 'nginx {version}，位于 {path}，配置文件为 {config}。',
  'cli.log-elsewhere':
    'error_log 写到了 {target}，不是文件；请用管道传入，例如 journalctl -u nginx | alert40 diagnose - -c FILE。',
  'cli.more-problems': '配置中另有 {left} 个问题。',
  'cli.no-certificate-in': '{file} 中没有证书。',
  'cli.no-key-in': '{file} 中没有私钥。',
  'cli.no-config': '没有配置（-c FILE）就无法给出修复，能区分的原因也更少。',
  'cli.no-log': '没有可读的日志：请指定错误日志文件，或用 - 表示标准输入。',
  'cli.nothing-given':
    '本机没有 nginx，请指明要读取的内容：alert40 diagnose error.log -c nginx.conf。',
  'cli.reading-logs': '正在读取 {files}。',
  'cli.stdin-binary': '标准输入是二进制数据，不是配置。',
  'cli.stdin-twice': '标准输入只能用作日志或配置之一，不能同时用作两者。',
  'progress.logs': '正在读取日志',
} satisfies Catalogue;
