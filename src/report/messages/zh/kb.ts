import type { Catalogue } from '../catalogue.ts';

export default {
  'kb.unknown': 'kb 支持 lookup、show 和 list，不支持 {what}。',
  'kb.no-entry': '没有条目 {id}；alert40 kb list 可列出全部条目。',
  'kb.nothing-found': '没有匹配的条目。请提供错误日志中的一行或其中的消息。',
  'kb.missing': '程序旁没有知识库文件；请重新安装，或运行 npm run build。',
} satisfies Catalogue;
