Guten Tag ${to.name},

${provider.name} hat Ihrem Konto ${usernames} ${period} mehr gegeben. Es
läuft jetzt bis zum ${date}. Sie müssen nichts tun.

Was Sie haben und bis wann, steht in Ihrem Konto.

    ${provider.url}/account

${provider.name}
${provider.url}
