# Rscript calibration.R   - writes calibration.csv one folder up (R 4.2.2, pROC 1.18.0)
suppressMessages(library(pROC))
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
d <- read.csv(file.path(here, "..", "inputs_roc", "spect_float32.csv")); y <- d$label; p <- d$score1; x <- qlogis(p)
out <- NULL
add <- function(what, value) out <<- rbind(out, data.frame(what, value = sprintf("%.17g", value)))
ctl <- glm.control(epsilon = 1e-15, maxit = 100)
s <- summary(glm(y ~ x, binomial, control = ctl))$coefficients
add("slope", s[2, 1]); add("slope_se", s[2, 2]); add("intercept", s[1, 1]); add("intercept_se", s[1, 2])
l <- summary(glm(y ~ 1, binomial, offset = x, control = ctl))$coefficients; add("large", l[1, 1]); add("large_se", l[1, 2])
m <- sum(y); n <- sum(!y); t <- ifelse(y == 1, (m + 1) / (m + 2), 1 / (n + 2))
pl <- suppressWarnings(glm(t ~ p, binomial, control = ctl)); add("platt_0.3", plogis(sum(coef(pl) * c(1, .3)))); add("platt_0.8", plogis(sum(coef(pl) * c(1, .8))))
te <- coef(glm(y ~ 0 + x, binomial, control = ctl)); add("temperature_0.3", plogis(te * qlogis(.3))); add("temperature_0.8", plogis(te * qlogis(.8)))
iso <- isoreg(p, y); o <- order(p); for (q in c(1, 50, 150, 250, 300)) add(paste0("isotonic_", q), iso$yf[q])
add("brier", mean((p - y)^2))
b <- cut(p, seq(0, 1, .1), include.lowest = TRUE); k <- table(b)[table(b) > 0]; pk <- tapply(p, b, mean)[names(k)]; ok <- tapply(y, b, mean)[names(k)]
add("reliability", sum(k * (pk - ok)^2) / length(y)); add("resolution", sum(k * (ok - mean(y))^2) / length(y)); add("uncertainty", mean(y) * (1 - mean(y)))
add("ece", sum(k * abs(pk - ok)) / length(y)); add("mce", max(abs(pk - ok)))
for (h in c(.2, .5)) { add(paste0("net_", h), mean(p >= h & y == 1) - mean(p >= h & y == 0) * h / (1 - h)); add(paste0("all_", h), mean(y) - mean(!y) * h / (1 - h)) }
add("one_n", power.roc.test(auc = .8, kappa = 2, sig.level = .05, power = .9)$ncases); add("one_power", power.roc.test(auc = .7, ncases = 40, ncontrols = 60)$power)
write.csv(out, file.path(here, "..", "calibration.csv"), row.names = FALSE, quote = FALSE)
