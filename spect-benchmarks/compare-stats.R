# Times R on the tasks of StatsBenchmark and prints the ratios: Rscript compare-stats.R jmh.json
suppressMessages({library(pROC); library(boot); library(data.table)})
setDTthreads(2)
median_ms <- function(times, expr) { e <- substitute(expr); p <- parent.frame()
  median(replicate(times, { gc(FALSE); system.time(eval(e, p))[["elapsed"]] })) * 1000 }
labels <- function(n) { m <- round(n * .35); i <- seq_len(n); as.integer((i * m) %/% n > ((i - 1) * m) %/% n) }
set.seed(1)
json <- paste(readLines(commandArgs(TRUE)[1]), collapse = "\n")
ours <- local({ blocks <- strsplit(json, "\"benchmark\" : \"", fixed = TRUE)[[1]][-1]
  key <- sapply(blocks, function(b) { name <- sub("\".*", "", sub(".*StatsBenchmark\\.", "", sub("\n.*", "", b)))
    param <- regmatches(b, regexpr("\"(n|values)\" : \"[^\"]+\"", b)); paste(name, if (length(param)) gsub(".*: \"|\"", "", param) else "") })
  score <- sapply(blocks, function(b) as.numeric(sub(".*\"score\" : ([0-9.E+-]+).*", "\\1", regmatches(b, regexpr("\"primaryMetric\" : \\{\\s*\"score\" : [0-9.E+-]+", b, perl = TRUE)))))
  setNames(score, key) })
rows <- NULL
row <- function(task, key, rival, r_ms, target) { o <- ours[[key]]
  rows <<- rbind(rows, data.frame(task, rival, ours_ms = signif(o, 3), r_ms = signif(r_ms, 3), ratio = signif(o / r_ms, 2), target = signif(target, 2), met = o / r_ms <= target)) }
midranks <- function(l, s, rank_of) { p <- s[l == 1]; q <- s[l == 0]; m <- length(p); n <- length(q)
  tz <- rank_of(c(p, q)); v10 <- (tz[1:m] - rank_of(p)) / n; v01 <- 1 - (tz[m + 1:n] - rank_of(q)) / m
  c(mean(v10), var(v10) / m + var(v01) / n) }
mkroc <- function(l, s) roc(l, s, levels = c(0, 1), direction = "<", quiet = TRUE)

n <- 1e6; l <- labels(n); s <- l + rnorm(n)
a <- median_ms(5, midranks(l, s, function(x) frank(x, ties.method = "average")))
b <- median_ms(3, midranks(l, s, rank))
row("AUC and variance, n = 1,000,000", "aucAndVariance 1000000", "midranks, frank or rank", min(a, b), .3)
p <- median_ms(3, { r <- mkroc(l, s); pROC::var(r) })
row("AUC and variance, n = 1,000,000", "aucAndVariance 1000000", "pROC", p, .05)

vectorised <- function(l, S) { m <- sum(l == 1); n <- sum(l == 0)
  pos <- S[l == 1, ]; neg <- S[l == 0, ]; tz <- apply(rbind(pos, neg), 2, rank)
  v10 <- (tz[1:m, ] - apply(pos, 2, rank)) / n; v01 <- 1 - (tz[m + 1:n, ] - apply(neg, 2, rank)) / m
  auc <- colMeans(v10); V <- cov(v10) / m + cov(v01) / n; d <- diag(V)
  z <- outer(auc, auc, "-") / sqrt(outer(d, d, "+") - 2 * V); u <- upper.tri(z)
  2 * pnorm(-abs(z[u])) }
for (n in c(100, 300)) { l <- labels(n); S <- replicate(624, l + rnorm(n)) + (l + rnorm(n))
  row(paste0("194,376 pairs of 624 models, n = ", n), paste("allPairs", n), "vectorised base R", median_ms(7, vectorised(l, S)), .4)
  rocs <- apply(S[, 1:41], 2, function(s) mkroc(l, s)); pairs <- combn(41, 2)[, 1:400]
  p <- median_ms(1, for (k in 1:400) roc.test(rocs[[pairs[1, k]]], rocs[[pairs[2, k]]], method = "delong", paired = TRUE)) * 194376 / 400
  row(paste0("194,376 pairs of 624 models, n = ", n), paste("allPairs", n), "pROC's loop (from 400 pairs)", p, 1 / 1000) }

auc_boot <- function(d, i) { r <- rank(d$s[i]); l <- d$l[i]; m <- sum(l); (sum(r[l == 1]) - m * (m + 1) / 2) / (m * (length(l) - m)) }
for (n in c(300, 10000)) { l <- labels(n); d <- list(l = l, s = l + rnorm(n)); f <- data.frame(d)
  t <- median_ms(if (n < 1000) 5 else 3, boot(f, auc_boot, R = 1000, strata = l + 1))
  row(paste0("1000 stratified bootstraps, n = ", format(n, big.mark = ",")), paste("bootstrap", format(n, scientific = FALSE)), "boot with rank()", t, if (n == 300) 1 / 40 else 1 / 60) }

draw <- function(n, mu, tied) { v <- mu + .035 * rnorm(n); if (tied) round(v * 4550) / 4550 else v }
for (tied in c(FALSE, TRUE)) { kind <- if (tied) "tied" else "continuous"
  x <- draw(104000, .80, tied); y <- draw(104000, .81, tied)
  row(paste0("rank sum, 104,000 against 104,000, ", kind), paste("rankSum", kind), "wilcox.test", median_ms(3, wilcox.test(x, y)), 1 / 10)
  v <- unlist(lapply(0:12, function(g) draw(48000, .80 + .005 * g, tied))); g <- rep(0:12, each = 48000)
  row(paste0("pairwise rank sum, 13 x 48,000, ", kind), paste("pairwise", kind), "pairwise.wilcox.test", median_ms(1, pairwise.wilcox.test(v, g)), if (tied) 1 / 300 else 1 / 50) }
options(width = 200)
cat(R.version.string, "| pROC", as.character(packageVersion("pROC")), "| boot", as.character(packageVersion("boot")), "| data.table", as.character(packageVersion("data.table")), "\n")
print(rows, row.names = FALSE, right = FALSE)
