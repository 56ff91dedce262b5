Please look: something in ${outlet} may have been opened
