Guten Tag,

Sie oder jemand mit Ihrer E-Mail-Adresse hat um eine kostenlose
Probezeit bei ${provider.name} gebeten. Mit dieser Adresse gab es schon
eine, oder sie hat bereits ein Konto, darum wird keine weitere eröffnet:
Es gibt eine für jeden.

Melden Sie sich an, oder lösen Sie einen Code ein: Eine Karte oder CD
aus einem Geschäft macht da weiter, wo eine Probezeit endete.

    ${provider.url}/account

    ${provider.url}/redeem

Wenn Sie es nicht waren, müssen Sie nichts tun.

${provider.name}
${provider.url}
