// While very many codes are tried, a form with a code is sent only once this browser has done a small sum for it.
// The hash is ours, since browsers offer theirs on secure addresses only, and too slowly for so many short texts.
(() => {
  'use strict';
  const ROUNDS = new Uint32Array([
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  ]);
  const START = [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ];
  const SLICE_MS = 25;
  const words = new Uint32Array(64);

  const turn = (word, by) => (word >>> by) | (word << (32 - by));

  // One round of SHA-256 (FIPS 180-4) over the 16 words that begin at an offset.
  const compress = (state, message, offset) => {
    for (let i = 0; i < 16; i++) words[i] = message[offset + i];
    for (let i = 16; i < 64; i++) {
      const a = words[i - 15];
      const b = words[i - 2];
      words[i] = words[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + words[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
      const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  };

  const hash = (text) => {
    const bytes = new TextEncoder().encode(text);
    const padded = new DataView(new ArrayBuffer(((bytes.length + 8) >> 6 << 6) + 64));
    bytes.forEach((byte, i) => padded.setUint8(i, byte));
    padded.setUint8(bytes.length, 0x80);
    padded.setUint32(padded.byteLength - 4, bytes.length * 8);
    const message = Uint32Array.from({ length: padded.byteLength / 4 }, (_, i) => padded.getUint32(i * 4));
    const state = Uint32Array.from(START);
    for (let offset = 0; offset < message.length; offset += 16) compress(state, message, offset);
    return state;
  };

  // The number that proves the work, as the server checks it; slice by slice, so that the page stays alive.
  const solve = async (challenge, code) => {
    const zeros = 32 - Number(challenge.split('.')[0]);
    const message = new Uint32Array(16);
    message.set(hash(`${challenge}\n${code}`));
    message[10] = 0x80000000;
    message[15] = 40 * 8;
    const state = new Uint32Array(8);
    let number = 0;
    for (;;) {
      // Before the first slice too: while a browser still asks whether a form may be sent, it takes no other wish to send it.
      await new Promise((next) => setTimeout(next));
      for (const end = performance.now() + SLICE_MS; performance.now() < end;) {
        for (let i = 0; i < 256; i++, number++) {
          message[8] = number / 4294967296;
          message[9] = number;
          state.set(START);
          compress(state, message, 0);
          if (state[0] >>> zeros === 0) return String(number);
        }
      }
    }
  };

  const printed = (text) =>
    text.toUpperCase().replace(/[\s\u00a0\u2010-\u2015-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0').replace(/(.{4})(?=.)/g, '$1-');

  for (const form of document.querySelectorAll('form')) {
    const { challenge, proof, code } = form.elements;
    if (!challenge) continue;
    const note = form.querySelector('.working');
    const button = form.querySelector('button:not([type=button])');
    let working = false;
    let solved = false;
    const busy = (now) => {
      working = now;
      note.hidden = !now;
      // A form that only the buttons of other languages send has none of its own.
      if (button) button.disabled = now;
    };
    form.addEventListener('submit', async (event) => {
      if (event.defaultPrevented || solved) return;
      event.preventDefault();
      // Another button while the first one's work is done: only one of them may be sent.
      if (working) return;
      busy(true);
      proof.value = await solve(challenge.value, printed(code.value));
      // By the same button: one that chooses a language says so, and where the form goes.
      solved = true;
      form.requestSubmit(event.submitter);
      solved = false;
    });
    // Who comes back by the browser's own button finds the page as they left it.
    window.addEventListener('pageshow', () => busy(false));
  }
})();
