// Reads {table, texts} from standard input; writes what the form's rules say of each text.
import { readFileSync } from 'node:fs';
import { findNumbers } from '../../../tools/qiangxiao/site/submit/src/numbers.js';
import { wordRules } from '../../../tools/qiangxiao/site/submit/src/words.js';

const { table, texts } = JSON.parse(readFileSync(0, 'utf8'));
const read = wordRules(table);
const said = texts.map(({ path, text }) => ({
  words: read(path, text).map(({ id, line, words }) => [id, line, words]),
  numbers: findNumbers(`${path}\n${text}`).map(({ kind, line }) => [kind, line]),
}));
process.stdout.write(JSON.stringify(said));
