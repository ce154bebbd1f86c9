# Run here, in this folder, with R 4.2.
oc2 <- read.csv("../meant/oc2.csv", colClasses = c(CHILD = "character"), encoding = "UTF-8")
oc2$SDQ_REASON[oc2$SDQ_REASON == ""] <- NA
write.csv(oc2, "oc2.csv", fileEncoding = "UTF-8")
write.csv(oc2, "oc2-blank-for-nothing.csv", na = "", row.names = FALSE, fileEncoding = "UTF-8")
write.csv2(oc2, "oc2-with-semicolons.csv", na = "", row.names = FALSE, fileEncoding = "windows-1252")
write.table(oc2, "oc2-table.csv", fileEncoding = "UTF-8")
episodes <- read.csv("../meant/episodes.csv", encoding = "UTF-8", na.strings = "")
episodes$DECOM <- as.Date(episodes$DECOM, "%d/%m/%Y")
episodes$DEC <- as.Date(episodes$DEC, "%d/%m/%Y")
write.csv(episodes, "episodes.csv", row.names = FALSE, fileEncoding = "UTF-8")
