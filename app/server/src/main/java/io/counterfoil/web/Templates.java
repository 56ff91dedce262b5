package io.counterfoil.web;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Page templates: the provider's own folder first, then those that are built in. Everything is
 * escaped for HTML.
 */
public final class Templates {
    private final Configuration freemarker;

    /**
     * Templates of {@code folder}/pages, which need not exist, over the built-in ones.
     *
     * @param assets whose addresses templates read as {@code assets["name.css"]}
     */
    public Templates(Path folder, Assets assets) {
        freemarker = new Configuration(Configuration.VERSION_2_3_34);
        freemarker.setTemplateLoader(loader(folder.resolve("pages")));
        freemarker.setOutputFormat(HTMLOutputFormat.INSTANCE);
        freemarker.setDefaultEncoding("UTF-8");
        freemarker.setLocale(Locale.ENGLISH);
        // Serial numbers and years are no amounts: a template that wants 1,000,000 says so.
        freemarker.setNumberFormat("computer");
        // The default prints its stack trace into the page.
        freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        freemarker.setLogTemplateExceptions(false);
        freemarker.setAPIBuiltinEnabled(false);
        freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        freemarker.setObjectWrapper(new RecordWrapper());
        freemarker.setSharedVariable("assets", new AssetAddresses(assets));
        freemarker.setSharedVariable("localTime", LocalTime.MOMENT);
        freemarker.setSharedVariable("localDay", LocalTime.DAY);
    }

    /** The HTML of a template with these values in it. */
    public String render(String template, Map<String, Object> model) {
        StringWriter html = new StringWriter();
        try {
            freemarker.getTemplate(template + ".ftlh").process(model, html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException(
                    "the template "
                            + template
                            + " can't be rendered: "
                            + e.getMessageWithoutStackTop(),
                    e);
        }
        return html.toString();
    }

    private static TemplateLoader loader(Path folder) {
        TemplateLoader builtIn = new ClassTemplateLoader(Templates.class, "/templates/pages");
        if (!Files.isDirectory(folder)) {
            return builtIn;
        }
        try {
            return new MultiTemplateLoader(
                    new TemplateLoader[] {new FileTemplateLoader(folder.toFile()), builtIn});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record AssetAddresses(Assets assets) implements TemplateHashModel {
        @Override
        public TemplateModel get(String name) {
            return new SimpleScalar(assets.address(name));
        }

        @Override
        public boolean isEmpty() {
            return false;
        }
    }
}
