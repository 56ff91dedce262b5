package io.counterfoil.web;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.ConditionalTemplateConfigurationFactory;
import freemarker.cache.FileExtensionMatcher;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateConfigurationFactory;
import freemarker.cache.TemplateLoader;
import freemarker.core.Environment;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.ParseException;
import freemarker.core.PlainTextOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.template.AdapterTemplateModel;
import freemarker.template.Configuration;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateDirectiveModel;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNotFoundException;
import freemarker.template.TemplateNumberModel;
import io.counterfoil.platform.Text;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Templates of pages or mail: the provider's own folder first, then those that are built in. In
 * HTML everything is escaped.
 */
public final class Templates {
    private static final String BUILT_IN_PAGES = "/templates/pages";
    private static final String BUILT_IN_MAIL = "/templates/mail";
    private static final String TEXT = ".ftl";
    private static final String HTML = ".ftlh";

    /** Of a part of a letter, in characters: far more than anybody reads, with pictures in it. */
    private static final int LONGEST_LETTER = 4 << 20;

    /** Of a page of one's own, in characters: far more than the longest list. */
    private static final int LONGEST_PAGE = 16 << 20;

    private final Configuration freemarker;
    private int longest = Integer.MAX_VALUE;

    /** Null where none is a page of a provider's own. */
    private @Nullable OwnPages own;

    /**
     * Pages of a provider's own.
     *
     * @param builtIn what takes the place of those that fail
     */
    private record OwnPages(Templates builtIn, PageFaults faults) {}

    /**
     * Templates of {@code folder}/pages, which need not exist, over the built-in ones. Where one of the
     * former fails, the page is shown by the built-in ones alone.
     *
     * @param assets whose addresses templates read as {@code assets["name.css"]}
     * @param messages what pages say
     */
    public Templates(Path folder, Assets assets, Messages messages) {
        this(loader(folder.resolve("pages"), BUILT_IN_PAGES), assets, messages);
        if (Files.isDirectory(folder.resolve("pages"))) {
            own =
                    new OwnPages(
                            new Templates(builtIn(BUILT_IN_PAGES), assets, messages),
                            new PageFaults(folder.resolve("pages")));
            longest = LONGEST_PAGE;
        }
    }

    private Templates(TemplateLoader loader, Assets assets, Messages messages) {
        this(loader);
        freemarker.setSharedVariable("assets", new AssetAddresses(assets));
        freemarker.setSharedVariable("t", new TextFunction(messages));
        freemarker.setSharedVariable("keptText", keptText(messages));
        freemarker.setSharedVariable("localSize", localSize(messages));
        // What a template keeps in a variable is bounded by nothing else.
        TemplateDirectiveModel bounded =
                (page, parameters, loops, body) -> body.render(new Bounded(page.getOut(), longest));
        freemarker.setSharedVariable("bounded", bounded);
    }

    private Templates(TemplateLoader loader) {
        freemarker = new Configuration(Configuration.VERSION_2_3_34);
        freemarker.setTemplateLoader(loader);
        freemarker.setOutputFormat(HTMLOutputFormat.INSTANCE);
        freemarker.setTemplateConfigurations(plainText());
        freemarker.setDefaultEncoding("UTF-8");
        // A page is one template in all languages; its texts are not.
        freemarker.setLocalizedLookup(false);
        freemarker.setBooleanFormat("yes,no");
        // Serial numbers and years are no amounts: a template that wants 1,000,000 says so.
        freemarker.setNumberFormat("computer");
        // The default prints its stack trace into the page.
        freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        freemarker.setLogTemplateExceptions(false);
        freemarker.setAPIBuiltinEnabled(false);
        freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        freemarker.setObjectWrapper(new RecordWrapper());
        freemarker.setSharedVariable("localTime", LocalTime.MOMENT);
        freemarker.setSharedVariable("localDay", LocalTime.DAY);
        freemarker.setSharedVariable("localNearDay", LocalTime.NEAR_DAY);
        freemarker.setSharedVariable("localMonth", LocalTime.MONTH);
    }

    /**
     * A template function of a sentence that was kept or made in English with its values in it: the
     * same in the page's language. One whose values are known is said as ever.
     */
    private static TemplateMethodModelEx keptText(Messages messages) {
        return arguments ->
                messages.kept(
                        arguments.getFirst() instanceof AdapterTemplateModel adapter
                                        && adapter.getAdaptedObject(Text.class) instanceof Text text
                                ? text
                                : Text.of(String.valueOf(arguments.getFirst())),
                        Environment.getCurrentEnvironment().getLocale());
    }

    /** A template function of a number of bytes: what people of the page's language call it. */
    private static TemplateMethodModelEx localSize(Messages messages) {
        return arguments -> {
            if (arguments.size() != 1
                    || !(arguments.getFirst() instanceof TemplateNumberModel bytes)) {
                throw new TemplateModelException("this function takes a number of bytes");
            }
            return messages.text(
                    FileSize.words(bytes.getAsNumber().longValue()),
                    Environment.getCurrentEnvironment().getLocale());
        };
    }

    /** Templates of {@code folder}/mail, which need not exist, over the built-in ones. */
    public static Templates ofMail(Path folder) {
        return new Templates(loader(folder.resolve("mail"), BUILT_IN_MAIL)).ofLetters();
    }

    /** The built-in templates of mail alone. */
    public static Templates ofBuiltInMail() {
        return new Templates(builtIn(BUILT_IN_MAIL)).ofLetters();
    }

    /** A letter is a template in each language: NAME_de before NAME. */
    private Templates ofLetters() {
        freemarker.setLocalizedLookup(true);
        longest = LONGEST_LETTER;
        return this;
    }

    /**
     * The HTML of a template with these values in it.
     *
     * @throws RuntimeException if the template can't be read or rendered
     */
    public String render(String template, Map<String, Object> model, Locale language) {
        OwnPages pages = own;
        if (pages == null) {
            return process(template + HTML, model, language);
        }
        try {
            return process(template + HTML, model, language);
        } catch (RuntimeException e) {
            if (changed(pages)) {
                return render(template, model, language);
            }
            String rendered = pages.builtIn().render(template, model, language);
            pages.faults().add(template, failure(e));
            return rendered;
        }
    }

    /** Whether files have changed: then they are read anew, so that what fails is what they say now. */
    private boolean changed(OwnPages pages) {
        boolean changed = pages.faults().outdated();
        if (changed) {
            freemarker.clearTemplateCache();
        }
        return changed;
    }

    /** What is wrong with pages of one's own, as far as somebody came to them, so that others are shown. */
    public List<Text> faults() {
        OwnPages pages = own;
        if (pages == null) {
            return List.of();
        }
        changed(pages);
        return pages.faults().texts();
    }

    /** The HTML of a template with these values in it, in English. */
    public String render(String template, Map<String, Object> model) {
        return render(template, model, Locale.ENGLISH);
    }

    /**
     * The plain text of a template with these values in it.
     *
     * @throws RuntimeException if the template can't be read or rendered
     */
    public String renderText(String template, Map<String, Object> model, Locale language) {
        return process(template + TEXT, model, language);
    }

    private String process(String template, Map<String, Object> model, Locale language) {
        StringWriter written = new StringWriter();
        try {
            freemarker
                    .getTemplate(template, language)
                    .process(model, new Bounded(written, longest));
        } catch (IOException | TemplateException | SecurityException | StackOverflowError e) {
            throw new IllegalStateException(
                    "the template " + template + " can't be rendered: " + reason(e), e);
        }
        return written.toString();
    }

    /** What is wrong, without the folders of the server that FreeMarker names. */
    private static String reason(Throwable e) {
        return switch (e) {
            case TemplateNotFoundException gone -> "there is no " + gone.getTemplateName();
            case FileNotFoundException unreadable -> "its file can't be read";
            case SecurityException outside -> "its file is outside the folder";
            case StackOverflowError endless -> "a part contains itself";
            case TemplateException failed when failed.getCause() instanceof FileNotFoundException gone ->
                    reason(gone);
            case TemplateException failed -> failed.getMessageWithoutStackTop();
            default -> Objects.toString(e.getMessage(), e.getClass().getSimpleName());
        };
    }

    /**
     * What a failure to render is called, and where it is known also its template and line: without
     * what was said of it, which may quote a value.
     */
    public static Text failure(RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof EndlessException endless) {
            return endless.text();
        }
        // Who takes in a part that is no template isn't to blame, nor is who was told so before.
        for (Throwable deeper = cause; deeper != null; deeper = deeper.getCause()) {
            if (deeper instanceof ParseException) {
                cause = deeper;
            }
        }
        String place =
                switch (cause) {
                    case TemplateException failed ->
                            " in %s, line %s"
                                    .formatted(
                                            failed.getTemplateSourceName(), failed.getLineNumber());
                    case ParseException failed ->
                            " in %s, line %s"
                                    .formatted(failed.getTemplateName(), failed.getLineNumber());
                    default -> "";
                };
        return Text.of(cause.getClass().getSimpleName() + place);
    }

    /** What a template writes doesn't come to an end. */
    private static final class EndlessException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String template;
        private final int longest;

        EndlessException(String template, int longest) {
            this.template = template;
            this.longest = longest;
        }

        Text text() {
            return Text.of(
                    "{template} writes more than {most} characters",
                    "template",
                    template,
                    "most",
                    longest);
        }

        @Override
        public String getMessage() {
            return text().toString();
        }
    }

    /** What a template writes, so long as it comes to an end. */
    private static final class Bounded extends Writer {
        private final Writer to;
        private final int longest;
        private int written;

        Bounded(Writer to, int longest) {
            this.to = to;
            this.longest = longest;
        }

        @Override
        public void write(char[] characters, int from, int length) throws IOException {
            count(length);
            to.write(characters, from, length);
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            count(length);
            to.write(text, from, length);
        }

        private void count(int length) throws IOException {
            if (length > longest - written) {
                throw new EndlessException(
                        Environment.getCurrentEnvironment().getMainTemplate().getSourceName(),
                        longest);
            }
            written += length;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static TemplateConfigurationFactory plainText() {
        TemplateConfiguration text = new TemplateConfiguration();
        text.setOutputFormat(PlainTextOutputFormat.INSTANCE);
        return new ConditionalTemplateConfigurationFactory(new FileExtensionMatcher("ftl"), text);
    }

    private static TemplateLoader builtIn(String folder) {
        return new ClassTemplateLoader(Templates.class, folder);
    }

    private static TemplateLoader loader(Path folder, String builtInFolder) {
        TemplateLoader builtIn = builtIn(builtInFolder);
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
