package io.handover.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Grows request files that are broken in every way: in their text, in how it is encoded, and in the bytes. */
final class HostileFiles {
    private static final Path CORPUS = Path.of("src/test/resources/csv/hostile.txt");
    private static final List<Path> SAMPLES = List.of(
            Path.of("input-samples/requests.csv"),
            Path.of("input-samples/corrected.csv"),
            Path.of("input-samples/expected/requests.run-1.rejections.csv"),
            Path.of("input-samples/semicolons.csv"));

    private static final Pattern UNICODE_ESCAPE = Pattern.compile("\\\\u(\\p{XDigit}{4})");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final char[] DELIMITERS = {',', ';', '\t', '|', ' '};
    private static final byte[][] BAD_BYTES = {
        {0},
        {(byte) 0xE2, (byte) 0x82},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xC0, (byte) 0xAF},
        {(byte) 0xF0, (byte) 0x9F},
        {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
        {(byte) 0xFF, (byte) 0xFE},
        {(byte) 0xFE, (byte) 0xFF},
        {'\r', 0},
        {'"'},
        {(byte) 0xE9},
    };

    private final Random random;
    private final List<String> texts = new ArrayList<>();

    HostileFiles(Random random) throws IOException {
        this.random = random;
        for (Path sample : SAMPLES) {
            texts.add(Files.readString(sample));
        }
        Files.readAllLines(CORPUS).stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(HostileFiles::unescaped)
                .forEach(texts::add);
    }

    private static String unescaped(String line) {
        return UNICODE_ESCAPE
                .matcher(line)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))))
                .translateEscapes();
    }

    HostileFile next() {
        String text = random.nextInt(4) == 0 ? GrownText.of(random) : texts.get(random.nextInt(texts.size()));
        for (int left = often(2) ? random.nextInt(3) : random.nextInt(8); left > 0; left--) {
            text = BrokenText.of(text, random);
        }
        Charset charset = often(3) ? UTF_8 : anyOf(UTF_16LE, UTF_16BE, ISO_8859_1, WINDOWS_1252);
        boolean marked = !charset.equals(ISO_8859_1) && !charset.equals(WINDOWS_1252) && random.nextBoolean();
        byte[] bytes = ((marked ? "\uFEFF" : "") + text).getBytes(charset);
        for (int left = often(4) ? 0 : random.nextInt(4); left > 0; left--) {
            bytes = broken(bytes);
        }
        return new HostileFile(
                bytes,
                named(charset),
                often(5) ? null : DELIMITERS[random.nextInt(DELIMITERS.length)],
                often(9) ? 100_000 : random.nextInt(6));
    }

    /** Breaks a text, at least once, and some of its bytes in UTF-8. */
    byte[] broken(String text) {
        String broken = BrokenText.of(text, random);
        byte[] bytes = (random.nextBoolean() ? broken : BrokenText.of(broken, random)).getBytes(UTF_8);
        return often(3) ? bytes : broken(bytes);
    }

    /** A UTF-8 file seldom has its charset named, another one mostly has. */
    private @Nullable Charset named(Charset charset) {
        return often(5) == charset.equals(UTF_8) ? null : charset;
    }

    private byte[] broken(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
        byte[] before = part(bytes, 0, at);
        byte[] chunk = part(bytes, at, end);
        byte[] after = part(bytes, end, bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> joined(before, flipped(chunk), after);
            case 1 -> joined(before, after);
            case 2 -> joined(before, chunk, chunk, after);
            case 3 -> joined(after, chunk, before);
            case 4 -> before;
            default -> joined(before, BAD_BYTES[random.nextInt(BAD_BYTES.length)], chunk, after);
        };
    }

    private byte[] flipped(byte[] chunk) {
        byte[] flipped = chunk.clone();
        if (flipped.length > 0) {
            flipped[0] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Stream.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private Charset anyOf(Charset... charsets) {
        return charsets[random.nextInt(charsets.length)];
    }

    /** All but once in so many times. */
    private boolean often(int times) {
        return random.nextInt(times + 1) > 0;
    }
}
