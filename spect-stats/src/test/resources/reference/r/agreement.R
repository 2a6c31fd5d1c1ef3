# Rscript agreement.R   - writes agreement.csv one folder up (R 4.2.2, psych 2.2.9, vcd 1.4-11)
suppressMessages({library(psych); library(vcd)})
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
out <- NULL
add <- function(case, what, value) out <<- rbind(out, data.frame(case, what, value = sprintf("%.17g", value)))
tables <- list(fleiss = matrix(c(106, 10, 4, 22, 28, 10, 2, 12, 6), 3), two = matrix(c(40, 9, 5, 30), 2),
  four = matrix(c(12, 3, 1, 0, 4, 15, 2, 1, 0, 5, 11, 3, 1, 0, 2, 14), 4))
for (n in names(tables)) { m <- tables[[n]]; k <- nrow(m)
  for (w in c("NONE", "LINEAR", "QUADRATIC")) {
    W <- switch(w, NONE = diag(k), LINEAR = 1 - abs(outer(1:k, 1:k, "-")) / (k - 1), QUADRATIC = 1 - outer(1:k, 1:k, "-")^2 / (k - 1)^2)
    v <- Kappa(m, weights = W)$Weighted
    add(n, paste0(w, "_kappa"), v[["value"]]); add(n, paste0(w, "_se"), v[["ASE"]]) } }
sf <- matrix(c(9, 6, 8, 7, 10, 6, 2, 1, 4, 1, 5, 2, 5, 3, 6, 2, 6, 4, 8, 2, 8, 6, 9, 7), 6)
r <- suppressMessages(suppressWarnings(ICC(as.data.frame(sf), lmer = FALSE)))$results
forms <- c("ONE_WAY_SINGLE", "AGREEMENT_SINGLE", "CONSISTENCY_SINGLE", "ONE_WAY_AVERAGE", "AGREEMENT_AVERAGE", "CONSISTENCY_AVERAGE")
for (i in 1:6) { add("shrout_fleiss", paste0(forms[i], "_icc"), r[i, "ICC"]); add("shrout_fleiss", paste0(forms[i], "_p"), r[i, "p"])
  add("shrout_fleiss", paste0(forms[i], "_lo"), r[i, "lower bound"]); add("shrout_fleiss", paste0(forms[i], "_hi"), r[i, "upper bound"]) }
write.csv(out, file.path(here, "..", "agreement.csv"), row.names = FALSE, quote = FALSE)
