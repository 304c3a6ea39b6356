import type { View } from './view.ts';
export function htmlReport(_view: View): string {
  return '';
}
