/**
 * The training strategies of the paper (Hajianfar et al., EJNMMI 2025;52:3019, figure 2), found through
 * {@link io.github.spectcad.core.TrainingStrategies}. The numbers of patients are those of the paper's cohort; on others
 * they follow in proportion.
 */
package io.github.spectcad.core.strategy;
