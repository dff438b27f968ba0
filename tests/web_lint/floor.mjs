// The oldest browsers that readers' pages answer: older views of WeChat. Said in README.md, too.
export const floor = ['chrome 78', 'safari 13', 'ios_saf 13'];
