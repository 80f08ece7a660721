// The messages of a case for promptfoo: a system message that many cases share, and its own prompt.
const { systems } = require(require('path').resolve('requests.json'));

module.exports = ({ vars }) => [
  { role: 'system', content: systems[vars.system] },
  { role: 'user', content: vars.user },
];
