// The faults of our scripts and style sheets; how they are laid out is nobody's business here.
import css from '@eslint/css';
import js from '@eslint/js';
import compat from 'eslint-plugin-compat';
import esx from 'eslint-plugin-es-x';
import globals from 'globals';
import { floor } from './floor.mjs';

const scripts = '**/theme/assets/*.js';

// Methods are told by name alone, and an iterator's are named as an array's (map, filter, some).
const withoutIterators = (rules) => Object.fromEntries(Object.entries(rules).filter(([name]) => !name.includes('/no-iterator-prototype-')));

export default [
  { ignores: ['**/material.css'] }, // the theme's, made smaller
  {
    files: ['**/*.{js,mjs}'],
    rules: {
      ...js.configs.recommended.rules,
      // `catch {}` is younger than some browsers these scripts still answer.
      'no-unused-vars': ['error', { caughtErrors: 'none' }],
      // Classes of invisible characters are written as escapes, one by one.
      'no-misleading-character-class': ['error', { allowEscape: true }],
    },
  },
  { files: [scripts], languageOptions: { sourceType: 'script', ecmaVersion: 2019, globals: globals.browser } },
  {
    // What readers' pages ask of a browser: its own features, and those of the language (`es-x` also sees methods).
    files: [scripts],
    plugins: { compat, 'es-x': esx },
    settings: { browsers: floor, lintAllEsApis: true, 'es-x': { aggressive: true } },
    rules: { 'compat/compat': 'error', ...withoutIterators(esx.configs['flat/restrict-to-es2019'].rules) },
  },
  { files: ['**/submit/src/*.js'], languageOptions: { globals: globals.browser } },
  { files: ['**/submit/worker.js'], languageOptions: { sourceType: 'script', globals: globals.serviceworker } },
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  {
    files: ['**/*.css'],
    plugins: { css },
    language: 'css/css',
    rules: {
      ...css.configs.recommended.rules,
      // Colours and sizes are variables of the theme, declared in another file; families end in one, too.
      'css/no-invalid-properties': ['error', { allowUnknownVariables: true }],
      'css/font-family-fallbacks': 'off',
      // Younger properties only add comfort; high contrast, print and mail's dark mode need the last word.
      'css/use-baseline': 'off',
      'css/no-important': 'off',
    },
  },
];
