Hello ${to.name},

somebody asked ${provider.name} to pay ${retailer} to the bank account
that ends with ${lastFour}<#if before??>, no longer to the one that ends with ${before}</#if>.
Nothing has changed yet: a second person has to agree first. You are told
when that is done, and nothing is paid to it for 7 days after that.

If nobody of you wanted that, please tell us at once.

${provider.name}
${provider.url}
