// Of the theme's style sheet, the rules that a page of ours can need: a seventh of it, so that a phone on a slow
// network waits for 5 KB instead of 23. `make styles` writes it, `make lint` sees that it is fresh.
// Usage: node material.mjs FOLDER_OF_THE_THEME [--check]
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PurgeCSS } from 'purgecss';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const product = relative(process.cwd(), join(repository, 'tools', 'qiangxiao'));
const assets = join(product, 'site', 'theme', 'assets');
const target = join(assets, 'material.css');
const [theme, mode] = process.argv.slice(2);

// What no template of ours spells: classes that Python-Markdown's extensions write, and the kinds of notes
// (`!!! note`) to which site.css gives colours. Kept: `.admonition`; not kept: `.md-search`, which no page has.
const ofMarkdown = [
  'admonition', 'admonition-title', 'headerlink', 'footnote', 'footnote-ref', 'footnote-backref',
  'note', 'info', 'tip', 'abstract', 'warning', 'danger',
];

const folder = join(theme, 'assets', 'stylesheets');
const source = readdirSync(folder).find((name) => /^main\.[0-9a-f]+\.min\.css$/.test(name));
const purged = await new PurgeCSS().purge({
  content: [
    join(product, 'site', 'theme', '**', '*.html'),
    join(assets, '*.js'),
    join(product, 'rendering', 'templates', '**', '*.j2'),
    // the tags that a body may have
    join(product, 'rendering', 'page_fragment.py'),
  ],
  css: [join(folder, source), join(assets, 'site.css')],
  safelist: ofMarkdown,
  keyframes: true,
  // variables that neither these rules nor our own sheet ask for: most are pictures of icons
  variables: true,
});
const rules = purged.find(({ file }) => file.endsWith(source)).css.replace('@charset "UTF-8";', '').split('/*# sourceMappingURL')[0];
const text = `/* Made by \`make styles\` from ${source} of Material for MkDocs, © Martin Donath, MIT License. */
${rules.replaceAll('}', '}\n').trim()}
`;
if (mode !== '--check') {
  writeFileSync(target, text);
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  console.error(`${relative(repository, target)} 不是现在的主题和模板的样式：请运行 make styles`);
  process.exitCode = 1;
}
