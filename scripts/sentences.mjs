/** The sentences of the catalogue as data, and bundles that do without them. */
import { load } from './bundle.mjs';

/** The modules that hold all sentences of a language. */
const LANGUAGES = /[/\\]report[/\\]messages[/\\](en|zh)\.ts$/;

const known = new Map();

/** All sentences in a language, by id. */
export function sentencesIn(language) {
  const sentences = known.get(language) ?? read(language);
  known.set(language, sentences);
  return sentences;
}

async function read(language) {
  const { [language]: areas } = await load(`src/report/messages/${language}.ts`);
  return Object.assign({}, ...areas());
}

/** A plugin that puts the areas of this expression in the place of each language's; it is given the language. */
export function sentencesFrom(expression) {
  return {
    name: 'sentences-from',
    setup({ onLoad }) {
      onLoad({ filter: LANGUAGES }, ({ path: file }) => {
        const language = LANGUAGES.exec(file)[1];
        return {
          contents: `export const ${language} = () => ${expression(language)}`,
          loader: 'ts',
        };
      });
    },
  };
}
