package io.handover.ledger.audit;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/** Rows as Parquet, compressed by {@link Gzip}. */
final class ParquetRowWriter implements RowWriter {
    /** Bytes, about, that are held in memory until they are written: a quarter of the heap for what lives long. */
    private static final long ROW_GROUP_SIZE = 1 << 24;

    /** After how many rows, at most, it is looked at how many bytes there are; each may have long texts. */
    private static final int ROWS_PER_LOOK = 500;

    private final ParquetWriter<ExportedRow> parquet;

    ParquetRowWriter(OutputStream out) throws IOException {
        parquet = new Builder(new CountedOutput(out))
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new Gzip())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withRowGroupSize(ROW_GROUP_SIZE)
                // Dictionaries cost a tenth of an export's time, and save a fiftieth of its room: GZIP finds what is
                // repeated as well.
                .withDictionaryEncoding(false)
                .withMaxRowCountForPageSizeCheck(ROWS_PER_LOOK)
                .build();
    }

    @Override
    public void write(ExportedRow row) throws IOException {
        parquet.write(row);
    }

    @Override
    public void close() throws IOException {
        parquet.close();
    }

    private static final class Builder extends ParquetWriter.Builder<ExportedRow, Builder> {
        private Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<ExportedRow> getWriteSupport(ParquetConfiguration settings) {
            return new ParquetRow();
        }

        /** Not called with settings of Parquet's own, but asked for. */
        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<ExportedRow> getWriteSupport(Configuration hadoop) {
            return new ParquetRow();
        }
    }
}
