// Offers the camera beside the field of a serial number where the browser itself can read barcodes; elsewhere there is no button.
(async () => {
  'use strict';
  const input = document.getElementById('serial');
  if (!input || !('BarcodeDetector' in window) || !navigator.mediaDevices) return;
  const known = await BarcodeDetector.getSupportedFormats();
  const formats = ['code_128', 'data_matrix', 'qr_code'].filter((format) => known.includes(format));
  if (formats.length === 0) return;

  const detector = new BarcodeDetector({ formats });
  const video = document.createElement('video');
  const button = document.createElement('button');
  const words = document.createElement('small');
  video.className = 'camera';
  video.muted = true;
  video.playsInline = true;
  video.hidden = true;
  words.setAttribute('role', 'status');
  button.type = 'button';
  button.className = 'quiet';
  button.textContent = 'Use the camera';
  input.closest('.field').append(button, words, video);

  let stream = null;
  const stop = () => {
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
    button.textContent = 'Use the camera';
  };

  const look = async () => {
    if (!stream) return;
    const found = video.readyState < 2 ? [] : await detector.detect(video).catch(() => []);
    if (!stream) return;
    if (found.length === 0) {
      setTimeout(look, 150);
      return;
    }
    input.value = found[0].rawValue;
    stop();
    input.form.requestSubmit();
  };

  button.addEventListener('click', async () => {
    if (stream) {
      stop();
      return;
    }
    words.textContent = '';
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    } catch (refused) {
      words.textContent = 'The camera is not available. Please scan with a scanner, or type the number.';
      return;
    }
    video.srcObject = stream;
    video.hidden = false;
    button.textContent = 'Stop the camera';
    await video.play();
    look();
  });
})();
