import type { Catalogue } from '../catalogue.ts';

export default {
  'sandbox.missing': '程序旁没有沙盒页面；请重新安装，或运行 npm run build。',
  'sandbox.not-written': '无法写入 {path}（{code}）；请指定一个存在且有写权限的位置。',
} satisfies Catalogue;
