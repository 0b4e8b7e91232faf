package io.handover.command;

import io.handover.run.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar that moves, for somebody who watches. */
final class ProgressBarOnTerminal implements Progress {
    private @Nullable ProgressBar bar;

    @Override
    public synchronized void begin(String work, long total) {
        end();
        bar = new ProgressBarBuilder()
                .setTaskName(work)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .build();
    }

    @Override
    public synchronized void advance(long more) {
        if (bar != null) {
            bar.stepBy(more);
        }
    }

    @Override
    public synchronized void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
