package io.handover.ledger.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The compression of Parquet pages by what the JDK has. Parquet's own would start Hadoop, or unpack native code into
 * the folder of temporary files.
 */
final class Gzip implements CompressionCodecFactory {
    /** Bytes of a page, of which an export has fewer: what says that it has more is not one. */
    private static final int MAX_PAGE_SIZE = 1 << 26;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return new Compressor(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new Decompressor(codec);
    }

    @Override
    public void release() {}

    private static void refuseAllButGzip(CompressionCodecName codec) {
        if (codec != CompressionCodecName.GZIP) {
            throw new WrongRow("it is compressed by %s where an export is by GZIP".formatted(codec));
        }
    }

    private record Compressor(CompressionCodecName codec) implements BytesInputCompressor {
        private Compressor {
            refuseAllButGzip(codec);
        }

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream gzip = new QuickGzip(compressed)) {
                bytes.writeAllTo(gzip);
            }
            return BytesInput.from(compressed.toByteArray());
        }

        @Override
        public CompressionCodecName getCodecName() {
            return codec;
        }

        @Override
        public void release() {}
    }

    private static final class QuickGzip extends GZIPOutputStream {
        private static final int BUFFER_SIZE = 1 << 13;

        private QuickGzip(OutputStream out) throws IOException {
            super(out, BUFFER_SIZE);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private record Decompressor(CompressionCodecName codec) implements BytesInputDecompressor {
        private Decompressor {
            refuseAllButGzip(codec);
        }

        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            if (size < 0 || size > MAX_PAGE_SIZE) {
                throw new WrongRow("it says that a page has %,d bytes".formatted(size));
            }
            try (InputStream gzip = new GZIPInputStream(bytes.toInputStream())) {
                byte[] page = gzip.readNBytes(size);
                // At its end, GZIP compares its checksum.
                if (page.length != size || gzip.read() >= 0) {
                    throw new WrongRow("a page has not the %,d bytes that it says".formatted(size));
                }
                return BytesInput.from(page);
            }
        }

        @Override
        public void decompress(ByteBuffer compressed, int compressedSize, ByteBuffer page, int size) {
            throw new UnsupportedOperationException("pages are read into arrays");
        }

        @Override
        public void release() {}
    }
}
