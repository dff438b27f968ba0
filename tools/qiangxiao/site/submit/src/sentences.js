// A file cut into sentences, rows of tables and fields of one item: the same cut as in `checks/sentences.py`.
const INVISIBLE = new RegExp('[\\u00ad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufe00-\\ufe0f\\ufeff]', 'g');
const DASHES = /[‐‑‒–—―−－]/g;
const ITEM = /^\s*(?:>\s*)*(?:[-*+•·]\s+|[0-9]{1,3}(?:[.)]\s+|、)|\([0-9一二三四五六七八九十]{1,3}\)\s*)/;
const HEADING = /^\s*(?:>\s*)*#{1,6}\s+/;
const KEY = /^(\s*)((?:- +)*)(?:[A-Za-z_][A-Za-z_0-9-]*|['"][^'"]*['"]):(?: +|$)/;
const DASH = /^\s*((?:- +)+)/;
// eslint-disable-next-line no-control-regex
const DULL = /^(?!.*(?:@|[vVwW][xX]|[qQ]{2}))[\x00-\x7f]*$/;
const DELIMITERS = /^[\s|:-]*-[\s|:-]*$/;
const MARKS = '`~*';
const ENDS = '。!?';
const LONGEST = 300;
const PAUSES = ',;、 ';
const JOINED = 40;

/** Full-width characters made plain, invisible ones dropped; `origins` says where each one was. */
export const fold = (text) => {
  let folded = '';
  const origins = [];
  let index = 0;
  for (const char of text) {
    const plain = char < '\u0080' ? char : char.normalize('NFKC').replace(DASHES, '-').replace(INVISIBLE, '');
    folded += plain;
    for (let at = 0; at < plain.length; at += 1) origins.push(index);
    index += char.length;
  }
  return { text: folded, origins };
};

/** A line from a character on: its text, and for each character the number of the line. */
const plain = (line, number, start = 0) => {
  const { text, origins } = fold(line);
  let kept = '';
  for (let at = 0; at < text.length; at += 1) if (origins[at] >= start && !MARKS.includes(text[at])) kept += text[at];
  return { text: kept.replace(/^[ \t]+|[ \t\r]+$/g, ''), number };
};

const run = () => ({ text: '', lines: [] });
const add = (made, { text, number }, between = '') => {
  const all = (made.text ? between : '') + text;
  made.text += all;
  for (let at = 0; at < all.length; at += 1) made.lines.push(number);
};
const whole = (made) => (made.text.includes(',') ? [{ text: made.text, lines: made.lines, context: '' }] : []);

const sentences = (made, context) => {
  const found = [];
  let said = '';
  let start = 0;
  for (let end = 1; end <= made.text.length; end += 1) {
    const char = made.text[end - 1];
    const isLong = end - start >= LONGEST && (PAUSES.includes(char) || end - start >= 2 * LONGEST);
    if (!ENDS.includes(char) && !isLong && end !== made.text.length) continue;
    const text = made.text.slice(start, end);
    if (text.trim()) {
      found.push({ text, lines: made.lines.slice(start, end), context: `${context}\n${said}` });
      said += text;
    }
    start = end;
  }
  return found;
};

const ofData = (lines, first, end) => {
  const found = [];
  let value = run();
  let item = run();
  for (let number = first; number < end; number += 1) {
    const line = lines[number];
    const key = KEY.exec(line);
    if (!key && DULL.test(line)) continue;
    const dash = key ? null : DASH.exec(line);
    if (!key && !dash) {
      const part = plain(line, number);
      if (part.text && part.text !== '---') add(value, part);
      continue;
    }
    found.push(...sentences(value, '\n'));
    value = run();
    if ((key && key[2]) || dash || (key && !key[1])) {
      found.push(...whole(item));
      item = run();
    }
    const part = plain(line, number, (key ?? dash)[0].length);
    add(value, part);
    if (key && (key[1] || key[2]) && part.text.length && part.text.length <= JOINED) add(item, part, ',');
  }
  return [...found, ...sentences(value, '\n'), ...whole(item)];
};

const cellsOf = (line, number) => {
  let { text } = plain(line, number);
  if (text.startsWith('|')) text = text.slice(1);
  if (text.endsWith('|')) text = text.slice(0, -1);
  return text.split('|').map((cell) => cell.replace(/^[ \t]+|[ \t]+$/g, ''));
};

const table = (lines, numbers, context) => {
  const rows = numbers.map((number) => cellsOf(lines[number], number));
  const column = rows.map(([first]) => first).join('|');
  const head = rows[0].join('|');
  return rows.map((row, at) => {
    const text = `|${row.join('|')}|`;
    return { text, lines: new Array(text.length).fill(numbers[at]), context: `${context}\n${at ? `↑|${head}|` : `↓|${column}|`}` };
  });
};

const isItem = (line) => ITEM.test(fold(line).text);

const ofBody = (lines, first) => {
  const found = [];
  let heading = '';
  let lead = '';
  let block = run();
  let number = first;
  while (number < lines.length) {
    const line = lines[number];
    const title = HEADING.exec(line);
    const item = ITEM.exec(fold(line).text);
    const isTable = line.includes('|') && (lines[number + 1] ?? '').includes('|') && DELIMITERS.test(lines[number + 1]);
    if (!line.trim() || title || item || isTable) {
      found.push(...sentences(block, `${heading}\n${lead}`));
      if (block.text && !isItem(lines[block.lines[0]])) lead = block.text.endsWith(':') ? block.text : '';
      block = run();
    }
    if (isTable) {
      const numbers = [number];
      number += 2;
      while (number < lines.length && lines[number].includes('|')) {
        numbers.push(number);
        number += 1;
      }
      found.push(...table(lines, numbers, `${heading}\n${lead}`));
      continue;
    }
    if (title) {
      const part = plain(line, number, title[0].length);
      heading = part.text;
      lead = '';
      found.push({ text: part.text, lines: new Array(part.text.length).fill(number), context: '#' });
    } else if (line.trim()) {
      const part = plain(line, number);
      if (item) part.text = part.text.slice(item[0].replace(/^\s+/, '').length);
      add(block, part, block.text.slice(-1) > '\u2e7f' ? '' : ' ');
    }
    number += 1;
  }
  return [...found, ...sentences(block, `${heading}\n${lead}`)];
};

/** The sentences of a file; line 0 is its name. */
export const cutSentences = (path, text) => {
  const lines = [path, ...text.split('\n')];
  let body = lines.length;
  if (path.endsWith('.md')) {
    body = 1;
    if (lines[1]?.trimEnd() === '---') {
      const close = lines.findIndex((line, at) => at > 1 && line.trimEnd() === '---');
      body = close < 0 ? lines.length : close + 1;
    }
  }
  const name = plain(path, 0);
  return [{ text: name.text, lines: new Array(name.text.length).fill(0), context: '' }, ...ofData(lines, 1, body), ...ofBody(lines, body)];
};
