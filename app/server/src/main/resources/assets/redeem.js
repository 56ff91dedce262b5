// Groups the code as it is typed and tells a typing error before the form is sent. Without this file the server does it.
(() => {
  'use strict';
  const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const form = document.getElementById('redeem');
  const input = document.getElementById('code');
  if (!form || !input) return;
  // What to say, in the page's language.
  const said = form.querySelector('[data-typo]').dataset;

  const clean = (text) => text.toUpperCase().replace(/[\s\u00a0\u2010-\u2015-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');

  const problem = (text) => {
    const code = clean(text);
    if (code.includes('U')) return said.u;
    if ([...code].some((symbol) => !SYMBOLS.includes(symbol))) return said.symbols;
    if (code.length !== 16) return said.length;
    // The sum over GF(32) that the last symbol is: each place weighs twice the one to its right.
    let sum = 0;
    for (const symbol of code.slice(0, 15)) {
      const doubled = (sum ^ SYMBOLS.indexOf(symbol)) << 1;
      sum = doubled & 32 ? doubled ^ 37 : doubled;
    }
    return sum === SYMBOLS.indexOf(code[15]) ? '' : said.typo;
  };

  const group = () => {
    if (input.selectionStart !== input.value.length) return;
    const code = clean(input.value).slice(0, 16);
    input.value = code.replace(/(.{4})(?=.)/g, '$1-');
  };

  input.addEventListener('input', () => {
    input.setCustomValidity('');
    group();
  });
  form.addEventListener('submit', (event) => {
    input.setCustomValidity(problem(input.value));
    if (!input.reportValidity()) event.preventDefault();
  });
})();
