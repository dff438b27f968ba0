export default {
  plugins: ['stylelint-no-unsupported-browser-features'],
  rules: { 'plugin/no-unsupported-browser-features': [true, { browsers: ['chrome 78', 'safari 13', 'ios_saf 13'], ignorePartialSupport: true }] },
};
