// The camera beside a field that a hand scanner types into. What reads the picture is loaded once somebody presses the
// button. Without this file there is no button.
(() => {
  'use strict';
  // What cards, boxes and cartons carry, and the price barcode, which is told apart.
  const FORMATS = ['Code128', 'DataMatrix', 'QRCode', 'DataBarExp', 'DataBarExpStk', 'EAN13', 'EAN8', 'UPCA', 'UPCE'];
  const PRICE = ['EAN13', 'EAN8', 'UPCA', 'UPCE'];
  const PAUSE_MS = 60;
  // What stays in the picture is read once; what comes back after this is meant again.
  const GONE_MS = 1500;
  const GONE_LOOKS = 3;
  const LOUD = 'counterfoil-scan-sound';

  // A card has the way to a page on it too, which names no item.
  const isNumber = (text) => /[0-9]{14}/.test(text.replace(/[()\s]/g, ''));
  const isCode = (text) => /^[0-9A-Z]{16}$/.test(text.toUpperCase().replace(/[\s-]/g, ''));

  const pictures = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  let loading = null;
  let stopOther = () => {};

  const library = (place) => {
    loading ??= new Promise((loaded, failed) => {
      const script = document.createElement('script');
      script.src = place.dataset.reader;
      script.onload = loaded;
      script.onerror = failed;
      document.head.append(script);
    }).then(() => ZXingWASM.prepareZXingModule({
      overrides: { locateFile: () => place.dataset.decoder },
      fireImmediately: true,
    }));
    return loading.catch((failed) => {
      loading = null;
      throw failed;
    });
  };

  const tone = (hertz) => {
    const sound = new AudioContext();
    const source = sound.createOscillator();
    source.frequency.value = hertz;
    source.connect(sound.destination);
    source.start();
    source.stop(sound.currentTime + 0.12);
    source.onended = () => sound.close();
  };

  const remembered = (change) => {
    try {
      return change(localStorage);
    } catch (forbidden) {
      // Some people let pages keep nothing: then the sound is off each time.
      return null;
    }
  };

  const set = (place) => {
    const said = place.dataset;
    const button = place.querySelector('button');
    const sound = place.querySelector('input');
    const words = place.querySelector('[role=status]');
    const video = place.querySelector('video');
    const field = () => document.getElementById(said.camera);
    let stream = null;
    let seen = { text: '', at: 0, missed: 0 };
    let read = 0;
    let busy = false;

    const say = (text, big) => {
      words.textContent = text;
      words.classList.toggle('read', Boolean(big));
    };

    const stop = () => {
      stream?.getTracks().forEach((track) => track.stop());
      stream = null;
      video.srcObject = null;
      video.hidden = true;
      button.textContent = said.on;
      button.setAttribute('aria-pressed', 'false');
    };

    // The page that answers takes the place of this one, and the camera goes on in it.
    const send = async (form, sender) => {
      busy = true;
      const typed = new FormData(form, sender);
      try {
        const answer = await fetch(sender?.formAction || form.action, { method: 'POST', body: new URLSearchParams(typed) });
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const main = document.adoptNode(page.querySelector('main'));
        const there = main.querySelector('[data-camera]');
        if (!there) {
          location.assign(answer.url);
          return;
        }
        history.replaceState(null, '', answer.url);
        if (sound.checked) tone(main.querySelector('[role=alert]') ? 220 : 880);
        there.replaceWith(place);
        document.querySelector('main').replaceWith(main);
        // As on a page that was loaded: a hand scanner types over a number that was refused.
        const next = main.querySelector('[autofocus], [data-begin]');
        next?.focus({ preventScroll: true });
        next?.select?.();
      } catch (lost) {
        say(said.lost);
      }
      busy = false;
    };

    const take = (text) => {
      const input = field();
      if (said.mode === 'lines') {
        const lines = input.value.split('\n').map((line) => line.trim()).filter((line) => line !== '');
        const again = lines.includes(text);
        if (!again) {
          input.value = lines.concat(text, '').join('\n');
          read++;
        }
        say(`${text} · ${again ? said.again : said.count.replace('#', read)}`, true);
        if (sound.checked) tone(again ? 220 : 880);
        return;
      }
      // What is printed for everybody to see is never the code.
      if (said.mode === 'code' && !isCode(text)) {
        say(said.other);
        return;
      }
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      say(text, true);
      if (said.mode === 'each') {
        send(input.form);
        return;
      }
      if (sound.checked) tone(880);
      stop();
      [...input.form.elements].find((one) => one.willValidate && !one.checkValidity())?.focus();
    };

    const look = async () => {
      if (!stream) return;
      // What was in the picture when an answer was waited for is there still.
      if (busy) seen.at = performance.now();
      else if (video.readyState >= 2) {
        pictures.canvas.width = video.videoWidth;
        pictures.canvas.height = video.videoHeight;
        pictures.drawImage(video, 0, 0);
        const picture = pictures.getImageData(0, 0, video.videoWidth, video.videoHeight);
        const found = (await ZXingWASM.readBarcodes(picture, { formats: FORMATS, textMode: 'Plain' })).filter((one) => one.isValid);
        if (!stream) return;
        const now = performance.now();
        const price = found.some((one) => PRICE.includes(one.format));
        const others = found.filter((one) => !PRICE.includes(one.format));
        // A card that was scratched free shows its code beside all else that is on it.
        const item = said.mode === 'code'
          ? others.find((one) => isCode(one.text)) ?? others[0]
          : others.find((one) => isNumber(one.text));
        if (item) {
          const known = item.text === seen.text && (now - seen.at < GONE_MS || seen.missed < GONE_LOOKS);
          seen = { text: item.text, at: now, missed: 0 };
          if (!known) take(item.text);
        } else {
          seen.missed++;
        }
        if (!item && price && now - seen.at > GONE_MS) {
          say(said.price);
        }
      }
      setTimeout(look, PAUSE_MS);
    };

    const start = async () => {
      stopOther();
      stopOther = stop;
      button.setAttribute('aria-pressed', 'true');
      say('');
      if (!navigator.mediaDevices) {
        stop();
        say(window.isSecureContext ? said.none : said.insecure);
        return;
      }
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } });
      } catch (refused) {
        stop();
        say(refused.name === 'NotAllowedError' ? said.refused : said.none);
        return;
      }
      button.textContent = said.off;
      try {
        await library(place);
      } catch (failed) {
        stop();
        say(said.lost);
        return;
      }
      if (!stream) return;
      video.srcObject = stream;
      video.hidden = false;
      await video.play();
      say(said.ready);
      look();
    };

    sound.checked = remembered((kept) => kept.getItem(LOUD)) === 'on';
    sound.addEventListener('change', () => {
      remembered((kept) => kept.setItem(LOUD, sound.checked ? 'on' : 'off'));
      if (sound.checked) tone(880);
    });
    button.addEventListener('click', () => {
      if (!stream) {
        start();
        return;
      }
      stop();
      // Where a hand scanner types.
      field().focus();
    });
    document.addEventListener('submit', (event) => {
      if (!stream || said.mode !== 'each' || event.target !== field()?.form || event.defaultPrevented) return;
      event.preventDefault();
      send(event.target, event.submitter);
    });
    addEventListener('pagehide', stop);
    place.hidden = false;
  };

  document.querySelectorAll('[data-camera]').forEach(set);
})();
