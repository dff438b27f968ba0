// Whether older browsers (floor.mjs) can read our style sheets. What they merely do without is named here, with what
// readers see instead; tests/architecture/test_browser_floor.py holds that nothing else is lost with it.
import { floor } from './floor.mjs';

const spared = [
  'flexbox-gap', // margins stand in for it, under `@supports not (inset: 0)`
  'css-math-functions', // min() in a grid's columns: one column, as on a phone; elsewhere a plain value stands before
  'css-focus-visible', // alone in its rule; the browser's own outline shows
  'css-has', // alone in its rule; only adorns
  'viewport-unit-variants', // a plain value stands before
  'css3-cursors', // a cursor on a telephone
  'css-marker-pseudo', // the browser's own marks of a list
  'css-not-sel-list', // told of every :not(); that none holds a list is tested
  'css-resize', // a text field keeps its size on a telephone
  'css-scroll-behavior', // jumps instead of gliding
  'css-content-visibility', // printed details stay closed, as they are on the screen
  'css-color-adjust', // grounds are printed when the reader says so
  'css-paged-media', // a printed page has the margins that the browser likes
  'css-overflow', // Safari 13 knows overflow-x and overflow-y, not both words in one
];

export default {
  plugins: ['stylelint-no-unsupported-browser-features'],
  rules: { 'plugin/no-unsupported-browser-features': [true, { browsers: floor, ignore: spared, ignorePartialSupport: true }] },
};
