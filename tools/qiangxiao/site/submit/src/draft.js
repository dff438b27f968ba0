// What is being written in the form → its lines as a file has them, and for each line the field it stands in.

/** Values by path, as the form holds them (`photos.0.alt`), become parts within parts. */
export const nested = (values) => {
  const top = {};
  for (const [path, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === '' || typeof value === 'object') continue;
    const keys = path.split('.');
    const last = keys.pop();
    let part = top;
    for (const key of keys) {
      if (typeof part[key] !== 'object') part[key] = {};
      part = part[key];
    }
    part[last] = value;
  }
  return top;
};

const write = (part, path, lines, indent, first) => {
  let lead = first;
  for (const [key, value] of Object.entries(part)) {
    const at = path ? `${path}.${key}` : key;
    const isItem = /^[0-9]+$/.test(key);
    if (typeof value !== 'object') {
      const [one, ...more] = String(value).split('\n');
      lines.push([`${lead}${isItem ? '-' : `${key}:`} ${one}`, at]);
      for (const line of more) lines.push([`${indent}  ${line}`, at]);
    } else if (isItem) {
      write(value, at, lines, `${indent}  `, `${indent}- `);
    } else {
      lines.push([`${lead}${key}:`, at]);
      write(value, at, lines, `${indent}  `, `${indent}  `);
    }
    lead = indent;
  }
};

/** The text of a draft, cut into sentences as its file will be, and the place of every line; a chosen photo has no words. */
export const linesOf = (values) => {
  const { body, ...data } = nested(Object.fromEntries(Object.entries(values).filter(([, value]) => !String(value).startsWith('blob:'))));
  const lines = [];
  write(data, '', lines, '', '');
  const text = body === undefined ? '' : String(body).replace(/\(blob:[^)]*\)/g, '()');
  const places = lines.map(([, place]) => place);
  if (body === undefined) return { text: lines.map(([line]) => line).join('\n'), places };
  const all = ['---', ...lines.map(([line]) => line), '---', ...text.split('\n')];
  return { text: all.join('\n'), places: ['', ...places, '', ...text.split('\n').map(() => 'body')] };
};
