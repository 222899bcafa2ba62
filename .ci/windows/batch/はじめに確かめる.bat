@echo off
rem この PC で動くかを確かめます。何も書き換えません（確かめるための見本は、一時フォルダに作って消します）。
setlocal
set "KAIGI_TRIAL=%TEMP%\kaigi_docs_trial"
if exist "%KAIGI_TRIAL%" rmdir /s /q "%KAIGI_TRIAL%"
call "%~dp0中身\kaigi.bat" --version
if errorlevel 1 goto failed
echo 見本の会議を作って確かめています。1分ほどお待ちください。
call "%~dp0中身\kaigi.bat" new "%KAIGI_TRIAL%\inputs\mihon" --sample
if errorlevel 1 goto failed
call "%~dp0中身\kaigi.bat" build "%KAIGI_TRIAL%\inputs\mihon" --quiet
if errorlevel 1 goto failed
rmdir /s /q "%KAIGI_TRIAL%"
echo.
echo この PC で使えます。
pause
exit /b 0

:failed
echo.
echo 動きませんでした。この画面の写しを、情報政策課か、kaigi_docs の開発元にお送りください。
pause
exit /b 1
