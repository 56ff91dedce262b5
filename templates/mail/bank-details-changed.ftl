Hello ${to.name},

from now on, ${provider.name} pays ${retailer} to the bank account that
ends with ${lastFour}<#if before??>, no longer to the one that ends with ${before}</#if>.
To be safe, nothing is paid to it before ${date}.

If nobody of you wanted that, please tell us at once, before that day.

${provider.name}
${provider.url}
