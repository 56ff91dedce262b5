${provider.name}: something in ${outlet} may have been opened
