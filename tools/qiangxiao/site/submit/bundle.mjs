// The form's bundle: everything the browser needs, from the packages in the node_modules of this folder or of one
// above it, into one folder. No network.
// Usage: node bundle.mjs OUT. Prints the entry's file name. A patch that no longer fits the package fails here.
import * as esbuild from 'esbuild';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
const require = createRequire(join(process.cwd(), 'package.json'));
const cms = dirname(require.resolve('@sveltia/cms')).replace(/[\\/]npm$/, '');

const packages = dirname(dirname(cms));

const PATCHES = [
  // The backend that keeps files in the browser has no database, and so no saved drafts (0.221.1).
  [/\{isGit:!1,name:(\w+),label:(\w+),init:\(\)=>void 0,signIn:/, '{isGit:!1,name:$1,label:$2,repository:globalThis.qxForm.repository,init:()=>globalThis.qxForm.repository,signIn:'],
  // A saved draft is kept when the site changed meanwhile, unless the form itself did.
  [/(\w+)\.current=await \w+\([$\w]+\(\w+\)\),console\.debug\(`CMS configuration:`/, "$1.current=globalThis.qxForm.version,console.debug(`CMS configuration:`"],
  // Fields are judged while they are typed, not only after the first attempt to save; a list of choices with its items.
  [
    /(\w+)=\(\{draft:(\w+),locale:(\w+),keyPath:(\w+),value:(\w+),valueMap:(\w+)\}\)=>\{let(.{10,150}?);if\(!(\w+)\?\.\[\w+\]\?\.\[\w+\]\)return;/,
    '$1=({draft:$2,locale:$3,keyPath:$4,value:$5,valueMap:$6})=>{/\\.\\d+$$/.test($4)&&$1({draft:$2,locale:$3,keyPath:$4.replace(/\\.\\d+$$/,``),value:``,valueMap:$6});let$7;if(!$8?.[$3])return;',
  ],
  // Pages change at once: a change that waits for the screen to be drawn may run after a later one, and then the form
  // stays on its start screen for ever.
  [/if\(!document\.startViewTransition\|\|\w+\)\{(\w+)\(\);return\}/, 'return $1();'],
  // Two tables of one database asked for at once: the one that came second was never made, and drafts were lost.
  [
    /let e=!1,t=await this\.#o\(\),\{version:n,objectStoreNames:r\}=t,i=this\.#r;if\(r\.contains\(i\)\)\{.{0,120}\}else e=!0;return e&&\(t\.close\(\),t=await this\.#o\(n\+1\)\),/,
    'let t=await this.#o();for(let e=0;e<9&&!t.objectStoreNames.contains(this.#r);e+=1){let n=t.version+1;t.close();t=await this.#o(n).catch(()=>this.#o())}return ',
  ],
  // What is being written is told to our own notes, at every change, and when it is closed.
  [/=(\w+)=>\{globalThis\.clearTimeout\((\w+)\),\1&&/, '=$1=>{globalThis.qxForm.ondraft?.($1),globalThis.clearTimeout($2),$1&&'],
  // Whoever chose on the first screen to go on writing is not asked once more.
  [/(\w+)\.current=\{show:!0,timestamp:(\w+),resolve:(\w+)\};let (\w+)=await (\w+);/, 'let $4=!0;if(!globalThis.qxForm.resumes){$1.current={show:!0,timestamp:$2,resolve:$3};$4=await $5}globalThis.qxForm.resumes=!1;'],
  // Stars and lines typed within words are what they are (4*100米, a_b_c); a bar begins no table that eats what follows.
  [/,n&&l\((\w+)\(s,o\)\),/, ',n&&l($1(s,o.filter(e=>![`*`,`_`,`***`,`___`].includes(e.tag)&&!String(e.regExp).includes(`(?:\\|)`)))),'],
  // Slanted words are written with stars: lines within Chinese text would be shown as they are.
  [/=\[`\*`,`__`,`\*\*\*`,`___`\]/, '=[`_`,`__`,`___`]'],
  // The first row of a pasted table is its head: without one it is no table in a file; a cell is one line.
  [/\(VD,e\)\.replace\(\/\\n\/g,`\\\\n`\)\.trim\(\)\),e\.__headerState===(\w+)\.ROW&&\(r=!0\)\)\}\),t\.push\(`\| \$\{n\.join\(` \| `\)\} \|`\),r&&/, '(VD,e).replace(/\\s*\\n\\s*/g,` `).trim()),e.__headerState===$1.ROW&&(r=!0))}),t.push(`| $${n.join(` | `)} |`),t.length===1&&'],
  // The forge's own notices of trouble are at another host, which the page never asks.
  [/\w+\.current\?\.checkStatus&&!\w+\.current\.repository\?\.isSelfHosted/, '!1'],
  // Always Chinese, whatever the browser speaks: no offer of another language, none to choose, none by itself.
  [/if\(await \w+\(`newLanguageCta`\)\)return;/, 'return;'],
  [/(\w+)=\(\)=>\{let e=\w+\(\);return e&&\w+\.includes\(e\)\?e:\w+\}/, '$1=()=>`zh-CN`'],
  [/k\(\(\)=>\w+\.map\(e=>\{let t=(\w+)\(e,\{displayLocale:/, 'k(()=>[`zh-CN`].map(e=>{let t=$1(e,{displayLocale:'],
  // Names of photos and of new files: letters, digits and hyphens only.
  [/=\/\[\^\\w-~\]\/,/, '=/[^a-zA-Z0-9-]/,'],
];
// Fonts come with the bundle; the package still names another host in its styles.
const FOREIGN_FONT = /src:url\(https:\/\/cdn\.jsdelivr\.net\/[^)]*\)\s*format\('[^']*'\)/g;
// Accounts of /admin/ and the form without account do not know of each other.
const USER_KEY = '`sveltia-cms.user`';

// Words that mean something to a teacher, in all Chinese texts of the package; our own texts are in src/zh-CN.json.
const WORDS = [['资源库', '照片'], ['资源', '照片'], ['图片', '照片'], ['条目', '内容'], ['集合', '栏目'], ['别名', '网址']];
const reworded = (part) =>
  typeof part === 'string' ? WORDS.reduce((text, [from, to]) => text.replaceAll(from, to), part) : Object.fromEntries(Object.entries(part).map(([key, value]) => [key, reworded(value)]));

const patched = {
  name: 'patched-cms',
  setup(build) {
    build.onLoad({ filter: /@sveltia[\\/]cms[\\/]npm[\\/]index\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const [pattern, replacement] of PATCHES) {
        if (contents.match(new RegExp(pattern, 'g'))?.length !== 1) throw new Error(`补丁对不上 @sveltia/cms：${pattern}`);
        contents = contents.replace(pattern, replacement);
      }
      if (contents.match(FOREIGN_FONT)?.length !== 3) throw new Error('补丁对不上 @sveltia/cms：字体');
      contents = contents.replace(FOREIGN_FONT, "src:local('none')");
      if (!contents.includes(USER_KEY)) throw new Error('补丁对不上 @sveltia/cms：sveltia-cms.user');
      return { contents: contents.replaceAll(USER_KEY, 'globalThis.qxForm.userKey'), loader: 'js' };
    });
    build.onLoad({ filter: /@sveltia[\\/]cms[\\/]locales[\\/]zh-CN\.json$/ }, ({ path }) => {
      const merge = (base, more) => {
        for (const [key, value] of Object.entries(more)) base[key] = typeof value === 'object' ? merge(base[key] ?? {}, value) : value;
        return base;
      };
      const ours = JSON.parse(readFileSync(join(here, 'src', 'zh-CN.json'), 'utf8'));
      return { contents: JSON.stringify(merge(reworded(JSON.parse(readFileSync(path, 'utf8'))), ours)), loader: 'json' };
    });
  },
};
// What the form never uses: other languages, colours for program code, maps, drawings.
const unused = {
  name: 'unused',
  setup(build) {
    build.onResolve({ filter: /^@shikijs\/(langs|themes)\// }, () => ({ path: 'nothing', namespace: 'unused' }));
    build.onResolve({ filter: /^(terra-draw|terra-draw-leaflet-adapter|svgo\/browser|leaflet\/.*)$/ }, () => ({ path: 'nothing', namespace: 'unused' }));
    build.onResolve({ filter: /[\\/]locales[\\/].*\.json$/ }, ({ path }) => (path.includes('zh-CN') ? undefined : { path: 'nothing', namespace: 'unused' }));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'export default {};', loader: 'js' }));
  },
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const result = await esbuild.build({
  absWorkingDir: process.cwd(),
  entryPoints: { form: join(here, 'src', 'form.js') },
  outdir: out,
  bundle: true,
  format: 'esm',
  splitting: true,
  minify: true,
  charset: 'utf8',
  target: ['chrome90', 'safari15', 'firefox100'],
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  legalComments: 'none',
  logLevel: 'error',
  metafile: true,
  define: { 'import.meta.env': '{}' },
  plugins: [patched, unused],
});
cpSync(join(cms, 'npm', 'assets'), join(out, 'assets'), { recursive: true, filter: (path) => !path.endsWith('.map') });
const licences = ['@sveltia/cms/LICENSE.txt', 'yaml/LICENSE', 'fflate/LICENSE', '@noble/hashes/LICENSE'];
const texts = licences.map((path) => `${path}\n\n${readFileSync(join(packages, path), 'utf8').trim()}\n`);
writeFileSync(join(out, 'LICENSES.txt'), texts.join('\n\n'));
const entry = Object.keys(result.metafile.outputs).find((path) => result.metafile.outputs[path].entryPoint?.endsWith('form.js'));
writeFileSync(join(out, 'entry.txt'), entry.split('/').pop());
