// Numbers that belong to one person, in every spelling: as in `checks/numbers.py`.
import { fold } from './sentences.js';

const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHINESE = Object.fromEntries([...'〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖'].map((char, at) => [char, '001234567891123456789'[at]]));
const READ_OUT = /(?:[0-9〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖][ -]?){7,}/g;
const CHAIN = /[0-9]+(?:[ \t\n.·()[\]|*_~、,;/:-]{1,4}[0-9]+)*/g;
const GROUPINGS = new Set(['11', '3,4,4', '3,3,5', '4,4,3', '3,8', '7,4', '5,3,3', '4,3,4', '5,6', new Array(11).fill(1).join()]);
const LOOSE = /[\n|、,;/:]/;
const ABOUT_PHONES = /电话|手机|联系|号码|微信|拨打|致电|[Tt][Ee][Ll]/;
const GAP = '[ .·_*-]{0,2}';
const PUPIL_CODE = new RegExp(`(^|[^A-Za-z0-9])([GLJglj]${GAP}[0-9](?:${GAP}[0-9]){16}${GAP}[0-9Xx])(?![A-Za-z0-9])`, 'g');
const PUPIL_NUMBER = /(?:学籍辅?号码?|学号|考籍号|准考证号码?|考号)[\s:是为|*(]{0,6}([A-Za-z]?[0-9]{4,})/g;

const isIdNumber = (digits) => {
  if (!PROVINCE.test(digits)) return false;
  const [year, month, day] = [+digits.slice(6, 10), +digits.slice(10, 12), +digits.slice(12, 14)];
  const born = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || year >= 2100 || born.getUTCMonth() !== month - 1 || born.getUTCDate() !== day) return false;
  const total = WEIGHTS.reduce((sum, weight, at) => sum + weight * +digits[at], 0);
  return '10X98765432'[total % 11] === digits[17].toUpperCase();
};

const isMobile = (text, start, end, all, groups) => {
  let digits = all;
  let lengths = groups;
  for (const code of ['86', '0086']) {
    if (digits.startsWith(code) && digits.length === code.length + 11) {
      digits = digits.slice(code.length);
      lengths = lengths[0] === code.length ? lengths.slice(1) : [lengths[0] - code.length, ...lengths.slice(1)];
    }
  }
  if (!/^1[3-9][0-9]{9}$/.test(digits) || !GROUPINGS.has(lengths.join())) return false;
  if (/[A-Fa-f]/.test(text.charAt(end)) || /[A-Fa-f]/.test(text.charAt(start - 1))) return false;
  if (/^\.[0-9]/.test(text.slice(end, end + 2)) || /^[0-9]\.$/.test(text.slice(Math.max(0, start - 2), start))) return false;
  return !LOOSE.test(text.slice(start, end)) || ABOUT_PHONES.test(text.slice(Math.max(0, start - 60), start));
};

const inChain = (text, start, end) => {
  const found = [];
  const groups = [...text.slice(start, end).matchAll(/[0-9]+/g)].map((match) => [match.index + start, match.index + start + match[0].length]);
  groups.forEach(([first], index) => {
    let digits = '';
    const lengths = [];
    for (const [begin, stop] of groups.slice(index)) {
      digits += text.slice(begin, stop);
      lengths.push(stop - begin);
      const rest = /^[ -]{0,2}[xX](?![A-Za-z0-9])/.exec(text.slice(stop));
      if (digits.length === 17 && rest && isIdNumber(`${digits}X`)) found.push(['id-number', first, stop + rest[0].length]);
      if (digits.length === 18 && isIdNumber(digits) && !/[xX]/.test(text.charAt(stop))) found.push(['id-number', first, stop]);
      if (isMobile(text, first, stop, digits, lengths)) found.push(['phone', first, stop]);
      if (digits.length > 18) break;
    }
  });
  return found;
};

/** The numbers in a text, each with its kind and its line, line 0 being the first. */
export const findNumbers = (content) => {
  const { text: folded, origins } = fold(content);
  const text = folded.replace(READ_OUT, (read) => [...read].map((char) => CHINESE[char] ?? char).join(''));
  const all = [...text.matchAll(PUPIL_CODE)].map((match) => ['student-number', match.index + match[1].length, match.index + match[0].length]);
  for (const chain of text.matchAll(CHAIN)) {
    if (chain[0].replace(/[^0-9]/g, '').length >= 11) all.push(...inChain(text, chain.index, chain.index + chain[0].length));
  }
  for (const match of text.matchAll(PUPIL_NUMBER)) all.push(['student-number', match.index + match[0].length - match[1].length, match.index + match[0].length]);
  const taken = [];
  return all
    .filter(([, start, end]) => !taken.some(([begin, stop]) => start < stop && begin < end) && taken.push([start, end]))
    .map(([kind, start]) => ({ kind, line: content.slice(0, origins[start]).split('\n').length - 1 }));
};
