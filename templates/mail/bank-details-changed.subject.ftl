${provider.name} pays ${retailer} to <#if before??>another<#else>a</#if> bank account
