import type { Catalogue } from '../catalogue.ts';

export default {
  'evidence.directive-newer': '{directive} 自 nginx {since} 起才有；当前是 {version}。',
  'evidence.directive-commercial': '{directive} 只属于商业版 nginx；开源构建不认识它。',
  'evidence.directive-module': 'nginx {version} 只有在构建时带有 {module} 才支持 {directive}。',
  'evidence.directive-no-release': '没有已知的 {version} 之后的版本引入 {directive}。',
  'evidence.value-newer': '取值 {value} 自 nginx {since} 起才有；当前是 {version}。',
  'evidence.value-no-release': '没有已知的 {version} 之后的版本接受 {directive} 取值 {value}。',
  'evidence.variable-too-new':
    'nginx 把 {file} 当作文件名：证书路径中的变量自 {since} 起才支持；当前是 {version}。',
  'evidence.no-variable': '名称 {file} 中没有此 nginx 不支持的变量。',
  'evidence.group-newer':
    '列表中有后量子密钥交换组，自 OpenSSL 3.5 起才有：{value}；当前是 {version}。',
  'evidence.command-known': '命令 {command} 并不是后来才有的。',
  'evidence.name-is-right': '{directive} 确是 nginx 的指令，拼写无误。',
  'evidence.no-such-directive': '没有名为 {directive} 的指令，也没有拼写相近的指令。',
  'evidence.similar-directive': '没有名为 {directive} 的指令；{meant} 与它拼写相近。',
  'evidence.flag-expected': '{directive} 只接受 on 或 off，而此处写的是 {value}。',
  'evidence.complaint-unknown': 'nginx 不认识 {directive}（{place}）。',
  'evidence.complaint-invalid-value': 'nginx 不接受 {directive} 的取值 {value}（{place}）。',
  'evidence.complaint-arguments': '{directive} 的参数个数不对（{place}）。',
  'evidence.complaint-context': '{directive} 所在的位置不允许使用它（{place}）。',
  'evidence.complaint-duplicate': '{directive} 在该处重复出现（{place}）。',
  'evidence.complaint-not-terminated': '{directive} 之后缺少分号（{place}）。',
  'evidence.complaint-unexpected': '花括号或分号出现在不该出现的位置（{place}）。',
  'evidence.complaint-unexpected-end': '块尚未闭合，文件就结束了（{place}）。',
  'evidence.complaint-platform': '此构建所用的 OpenSSL 不支持 {directive}（{place}）。',

  'repair.old-form': '把 {directive} 写成此 nginx 能读的形式',
  'repair.upgrade': '使用更新的 nginx 或 OpenSSL',
  'repair.upgrade-step': '需要 {since} 或更新的版本；nginx -V 会显示当前版本。',
  'repair.add-module': '使用带有该模块的构建',
  'repair.module-step':
    '安装或加载提供 {module} 的部分：单独的软件包（在 main 上下文用 load_module），或另一种构建。',
  'repair.commercial-step': '删除 {directive}，或使用商业版 nginx。',
  'repair.semicolon': '补上缺少的分号',
  'repair.rename': '把 {directive} 改为 {meant}',
  'repair.flag': '把 {directive} 的取值 {value} 改为 {meant}',
  'repair.move': '把 {directive} 移到允许的位置',
  'repair.keep-stated': '只保留写有 {meant}（你指定的名称）的 {directive}',
  'repair.correct-and-trust': '更正 {place} 处的配置，并信任你指定的 {file}',
  'repair.verifies-then':
    '{directive} 一旦生效，nginx 就会校验上游证书；没有用于校验的 CA 文件，nginx 不会启动。',
  'repair.fixed-certificate': '向上游固定出示同一张证书',
  'repair.fixed-certificate-step':
    '此 nginx 把文件名中的变量当作普通文字。所有请求共用一张证书即可工作；若要分别出示，需要各用一个 location，或使用更新的 nginx。',
  'repair.correct': '更正 {place} 处的配置',
  'repair.correct-unknown': '核对名称 {directive}；此 nginx 不认识它。',
  'repair.correct-invalid-value': '把 {directive} 的取值 {value} 换成它接受的值。',
  'repair.correct-arguments': '让 {directive} 的参数个数符合要求。',
  'repair.correct-context':
    '把 {directive} 移到允许的位置；*_ssl_* 指令用于 http、server 或 location，不能用于 upstream、if 或 limit_except。',
  'repair.correct-duplicate': '两个 {directive} 中保留一个；仅从这里看不出原意是哪一个。',
  'repair.correct-not-terminated': '在 {directive} 末尾加上分号。',
  'repair.correct-unexpected': '查看上面几行是否缺少分号或引号。',
  'repair.correct-unexpected-end': '闭合未结束的块或引号。',
  'repair.correct-platform': '删除 {directive}，或使用带有更新 OpenSSL 的构建。',
  'repair.correct-other': '按消息所述更正，然后再次运行 nginx -t。',

  'need.upgrade': '更新的或另一种 nginx 构建',

  'answer.older-nginx': '版本早于引入该指令的版本',
  'answer.module-missing': '参数中没有该模块',
  'answer.nginx-has-it': '版本和模块都具备，所以是拼写或位置的问题',
  'answer.nginx-t-complains': '再次出现该消息，并带有文件和行号',
} satisfies Catalogue;
